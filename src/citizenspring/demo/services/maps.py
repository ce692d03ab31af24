"""The demo's opinion maps: made, filled with statements and votes, moderated and closed."""

from django.db import connection

from citizenspring.city.reading import CityFile
from citizenspring.demo.content import CommonGround, MapContent, StatementContent
from citizenspring.demo.crowd import CastVotes, Crowd, cast_votes, gather_crowd
from citizenspring.moderation.models import Decision
from citizenspring.opinions.likeness import vectors
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.opinions.services import (
    add_statement,
    cast_many,
    close_into_common_ground,
    create_map,
    merge_statements,
    moderate,
    translate_statement,
)
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.services import close_activity, open_activity, plan_activity
from citizenspring.threads.models import Edge, Node, Part
from citizenspring.threads.services import rename_node

from .cast import Calendar, Troupe
from .moderation import tell_moderation
from .news import date_news
from .people import move_in

__all__ = ["MapLoader"]

# Each voter voted on the day she came; the record keeps the time of loading.
DATE_VOTES = """
UPDATE opinions_vote AS vote SET cast_at = person.created_at
FROM people_person person WHERE person.id = vote.person_id AND vote.map_id = %s
"""
LET_IN = {
    "fr": "Une seule idée, sur la question posée.",
    "nl": "Eén idee, over de gestelde vraag.",
    "en": "One single idea, about the question.",
}


class MapLoader:
    """Loads one map; ``made`` holds its statements by their key in the content."""

    def __init__(
        self,
        process: Process,
        content: MapContent,
        calendar: Calendar,
        troupe: Troupe,
        city: CityFile,
    ) -> None:
        self.process = process
        self.content = content
        self.calendar = calendar
        self.troupe = troupe
        self.crowd: Crowd = gather_crowd(content, city)
        written = [*content.statements, *content.waiting]
        texts = list({text for one in written for text in one.texts.values()})
        self.vectors = dict(zip(texts, vectors(texts), strict=True))
        self.people: list[Person] = []
        self.made: dict[str, Statement] = {}
        self.votes = 0

    def load(self) -> None:
        """Make the map and, unless it is only planned, open it to its crowd."""
        is_planned = self.content.state == "planned"
        self.map: OpinionMap = create_map(
            self.process,
            title=self.content.title,
            introduction=self.content.introduction,
            opens_at=self.calendar.moment(self.content.opens),
            closes_at=self.calendar.moment(self.content.closes) if is_planned else None,
            moderation=self.content.moderation,
            by=self.troupe.organiser,
        )
        for statement in self.content.statements:
            if statement.is_seed:
                self._add(statement, self.troupe.organiser)
        if is_planned:
            plan_activity(self.map.activity, by=self.troupe.organiser)
        else:
            self._open()

    def close(self, common_ground: CommonGround | None) -> None:
        """Close the map, if its content says so, and give everything its day in the past."""
        if self.content.state == "closed":
            close_activity(self.map.activity, by=self.troupe.organiser)
        if common_ground:
            chosen = [self.made[key] for key in common_ground.statements]
            node = close_into_common_ground(
                self.map,
                chosen,
                title=common_ground.title["fr"],
                reason=common_ground.because["fr"],
                by=self.troupe.organiser,
            )
            self._dress(node, common_ground)
        self._date()

    def _dress(self, node: Node, common_ground: CommonGround) -> None:
        """Say it in the other languages too, on the day after the closing."""
        rename_node(node, title=node.title, language="fr", titles=common_ground.title)
        day = self.calendar.moment(self.content.closes + 1)
        Node.objects.filter(pk=node.pk).update(created_at=day)
        Edge.objects.filter(target=node).update(at=day, reasons=common_ground.because)
        date_news(node, day, common_ground.because)

    def _open(self) -> None:
        open_activity(self.map.activity, by=self.troupe.organiser)
        self.people = move_in(self.crowd, self.content, self.calendar)
        for statement in self.content.statements:
            if not statement.is_seed:
                self._add(statement, self._author(statement))
        self._cast(cast_votes(self.content, self.crowd))
        for statement in self.content.statements:
            if statement.hidden_because:
                self._moderate(statement)
        tell_moderation(list(self.content.statements), self.made, self.people, self.troupe)
        for number, statement in enumerate(self.content.waiting):
            self._add(statement, self.people[-1 - number])

    def _add(self, content: StatementContent, author: Person) -> None:
        made = add_statement(
            self.map,
            content.text,
            content.language,
            is_seed=content.is_seed,
            by=author,
            embedding=self.vectors[content.text],
        )
        for language, text in content.translations.items():
            vector = self.vectors[text]
            translate_statement(made, language, text, by=self.troupe.moderator, embedding=vector)
        rename_node(made.node, title=made.text, language=made.language, titles=content.texts)
        self.made[content.key] = made
        is_read = content not in self.content.waiting and not content.hidden_because
        if made.state == Statement.State.WAITING and is_read:
            reason = LET_IN[content.language if content.language in LET_IN else "fr"]
            moderate(made, Decision.Act.SHOWN, reason=reason, by=self.troupe.moderator)

    def _author(self, statement: StatementContent) -> Person:
        """Someone of the group that agrees most, who came when the statement was added."""
        group = statement.agree.index(max(statement.agree))
        came = self.crowd.arrivals.tolist()
        fits = [at for at, one in enumerate(self.crowd.groups.tolist()) if one == group]
        return self.people[min(fits, key=lambda at: abs(came[at] - statement.added))]

    def _cast(self, votes: CastVotes) -> None:
        statements = [self.made[one.key].pk for one in self.content.statements]
        people = [person.pk for person in self.people]
        triples = zip(
            votes.person.tolist(), votes.statement.tolist(), votes.choice.tolist(), strict=True
        )
        self.votes = cast_many(self.map, ((people[p], statements[s], c) for p, s, c in triples))

    def _moderate(self, content: StatementContent) -> None:
        statement, by = self.made[content.key], self.troupe.moderator
        reasons = content.hidden_because or {}
        said = {"reason": reasons.get(content.language, ""), "language": content.language}
        if content.near:
            merge_statements(statement, self.made[content.near], **said, by=by)
        else:
            moderate(statement, Decision.Act.HIDDEN, **said, by=by)

    def _date(self) -> None:
        """Days in the past, so that pages read like a city that has been at it for a while."""
        opened = self.calendar.moment(self.content.opens)
        closed = self.calendar.moment(self.content.closes)
        activity = Activity.objects.filter(pk=self.map.activity_id)
        activity.update(created_at=min(opened, self.calendar.loaded_at), closes_at=closed)
        activity.filter(opened_at__isnull=False).update(opened_at=opened)
        activity.filter(closed_at__isnull=False).update(closed_at=closed)
        for content in [*self.content.statements, *self.content.waiting]:
            self._date_statement(content)
        with connection.cursor() as cursor:
            cursor.execute(DATE_VOTES, [self.map.pk])

    def _date_statement(self, content: StatementContent) -> None:
        statement, past = self.made[content.key], self.calendar.past
        added = past(self.content.opens, self.content.closes, content.added)
        if self.content.state == "planned":
            return
        Statement.objects.filter(pk=statement.pk).update(created_at=added)
        Node.objects.filter(pk=statement.node_id).update(created_at=added)
        Part.objects.filter(node=statement.node_id).update(at=added)
        statement.translations.update(at=added)
        looked_at = past(self.content.opens, self.content.closes, min(1.0, content.added + 0.03))
        statement.node.decisions.update(at=looked_at)
        Edge.objects.filter(source=statement.node_id, kind=Edge.Kind.MERGED_INTO).update(
            at=looked_at
        )
