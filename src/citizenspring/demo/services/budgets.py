"""Loading the demo's budget rounds: made and moved on by the same acts as any."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from citizenspring.budgets.models import Counting, Idea, Round, Support
from citizenspring.budgets.services import (
    AnswerFacts,
    IdeaFacts,
    PotFacts,
    ProjectFacts,
    RoundFacts,
    answer_feasibility,
    bring_in_vote,
    count_round,
    create_round,
    decide,
    edit_round,
    make_project,
    open_vote,
    propose_idea,
    start_campaign,
    start_ideas,
    start_review,
)
from citizenspring.city.queries import territories_with_codes
from citizenspring.common.clock import database_now
from citizenspring.demo.budgets import (
    BudgetContent,
    ProjectContent,
    all_budgets,
    ballots_of,
    checked,
    taken_up,
)
from citizenspring.demo.content import first_names
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity, Process
from citizenspring.threads.models import Node

from .cast import Calendar, Troupe

__all__ = ["load_budgets"]

OFFICE = "Espaces publics / Openbare ruimte"


def load_budgets(slug: str, process: Process, calendar: Calendar, troupe: Troupe) -> int:
    """The budget rounds of one process; returns how many people they brought along."""
    found = [one for one in all_budgets() if one.process == slug]
    return sum(_Loader(one, process, calendar, troupe).load() for one in found)


class _Loader:
    """One round, up to the stage that its content tells of."""

    def __init__(
        self, content: BudgetContent, process: Process, calendar: Calendar, troupe: Troupe
    ) -> None:
        self.content, self.process = content, process
        self.calendar, self.by = calendar, troupe.organiser
        self.places = {one.code: one for one in territories_with_codes(_places_of(content))}
        self.people = self._move_in()
        self.pots = [PotFacts(Decimal(content.amount))]
        self.facts = RoundFacts(
            content.title, content.introduction, completion=Round.Completion.ADD1U
        )

    def _move_in(self) -> list[Person]:
        wanted = [idea.supporters + 1 for idea in self.content.ideas]
        size = max([len(self.content.projects), *wanted])
        names = first_names()
        people = [Person(name=names[place % len(names)]) for place in range(size)]
        for person in people:
            person.set_unusable_password()
        return Person.objects.bulk_create(people)

    def load(self) -> int:
        budget = create_round(self.process, self.facts, self.pots, by=self.by)
        start_ideas(budget, by=self.by)
        proposed = [self._proposed(budget, place, facts) for place, facts in self._ideas()]
        self._support(budget)
        if self.content.stage != "ideas":
            start_review(budget, by=self.by)
            for project, idea in zip(self.content.projects, proposed, strict=True):
                self._work_out(budget, project, idea)
            start_campaign(budget, by=self.by)
        self._set_dates(budget)
        self._vote(budget)
        self._date(budget)
        return len(self.people)

    def _ideas(self) -> Iterator[tuple[int, IdeaFacts]]:
        """What residents proposed: the ideas as written, or those that became the projects."""
        for place, idea in enumerate(self.content.ideas):
            home = self.places.get(idea.place)
            yield place, IdeaFacts(idea.title, idea.text, idea.language, territory=home)
        for place, project in enumerate(self.content.projects):
            home = self.places.get(project.place)
            yield place, IdeaFacts(project.title["fr"], language="fr", territory=home)

    def _proposed(self, budget: Round, place: int, facts: IdeaFacts) -> Idea:
        return propose_idea(budget, facts, by=self.people[place])

    def _support(self, budget: Round) -> None:
        """In bulk: hundreds of supports, each by somebody else than who proposed."""
        ideas = list(budget.ideas.order_by("number"))
        for place, (idea, content) in enumerate(zip(ideas, self.content.ideas, strict=False)):
            others = [one for number, one in enumerate(self.people) if number != place]
            behind = others[: content.supporters]
            Support.objects.bulk_create([Support(idea=idea, person=one) for one in behind])
            Idea.objects.filter(pk=idea.pk).update(supporters=len(behind), theme=content.theme)

    def _work_out(self, budget: Round, content: ProjectContent, idea: Idea) -> None:
        cost = Decimal(content.cost)
        facts = ProjectFacts(
            content.title,
            budget.pots.get(),
            theme=content.theme,
            territory=self.places.get(content.place),
            cost_low=cost * 9 / 10,
            cost_high=cost * 11 / 10,
        )
        project = make_project(budget, facts, [idea], by=self.by, reason=taken_up())
        answer = AnswerFacts(OFFICE, facts.cost_low, facts.cost_high, cost)
        answer_feasibility(project, "possible", checked(), answer, by=self.by)

    def _set_dates(self, budget: Round) -> None:
        """Dates in the past come last: with them, nothing could be proposed any more."""
        ideas, answers, opens, closes = map(self.calendar.moment, self.content.days[1:])
        dated = replace(
            self.facts,
            ideas_until=ideas,
            answers_until=answers,
            vote_opens_at=opens,
            vote_closes_at=closes,
        )
        edit_round(budget, dated, self.pots, by=self.by)

    def _vote(self, budget: Round) -> None:
        if self.content.stage == "vote":
            open_vote(budget, by=self.by)
        elif self.content.stage == "done":
            held = bring_in_vote(budget, ballots_of(self.content), by=self.by)
            count_round(held, _silently)
            done = {"state": Counting.State.DONE, "finished_at": database_now()}
            Counting.objects.filter(round=held).update(**done)
            decide(held, by=self.by)

    def _date(self, budget: Round) -> None:
        """The day it began, so that pages read like a city that has been at it for a while."""
        begun = self.calendar.moment(self.content.days[0])
        Activity.objects.filter(pk=budget.activity_id).update(created_at=begun, opened_at=begun)
        Node.objects.filter(pk=budget.activity.node_id).update(created_at=begun)
        first, last = self.content.days[0], self.content.days[1]
        proposed = self.calendar.past(first, last, 0.5)
        Idea.objects.filter(round=budget).update(created_at=proposed)


def _places_of(content: BudgetContent) -> set[str]:
    return {one.place for one in content.ideas} | {one.place for one in content.projects}


def _silently(_step: str, _done: int, _total: int) -> None:
    """Nobody watches the count of the demo."""
