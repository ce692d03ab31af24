"""Proposing ideas, changing them, taking them back, and standing behind those of others."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import F, Max, Value

from citizenspring.budgets.ideas_errors import (
    IdeaEmpty,
    IdeaGone,
    IdeaHasProject,
    IdeasTooMany,
    IdeaSupported,
    IdeaTooLong,
    SupportOver,
)
from citizenspring.budgets.ideas_permissions import (
    may_change_idea,
    may_make_project,
    may_propose_idea,
    may_support_idea,
)
from citizenspring.budgets.likeness import idea_vector
from citizenspring.budgets.models import LONGEST_IDEA, Idea, Round, Support
from citizenspring.budgets.places import require_cost, require_point, require_theme
from citizenspring.city.models import Territory
from citizenspring.common.clock import database_now
from citizenspring.ledger.services import record
from citizenspring.moderation import services as moderation
from citizenspring.moderation.models import Decision
from citizenspring.opinions.services import seen_text
from citizenspring.people.models import Person
from citizenspring.processes.levels import require_level
from citizenspring.processes.texts import folded
from citizenspring.threads.models import Part
from citizenspring.threads.services import open_node, rename_node, show_node, take_part

from .holding import hold_collecting, hold_open

__all__ = [
    "LONGEST_TITLE",
    "IdeaFacts",
    "edit_idea",
    "propose_from_table",
    "propose_idea",
    "support_idea",
    "unsupport_idea",
    "withdraw_idea",
]

LONGEST_TITLE = 120
LONGEST_PLACE = 200
MOST_IN_AN_HOUR = 10
# Split as a search is: the parser of the database splits some words elsewhere.
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class IdeaFacts:
    """What a resident says of her idea; only the title is needed."""

    title: str
    text: str = ""
    language: str = "fr"
    theme: str = ""
    territory: Territory | None = None
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    cost_guess: Decimal | None = None

    def cleaned(self) -> "IdeaFacts":
        """Without characters that nobody sees, or a refusal."""
        title, place = seen_text(self.title), seen_text(self.place)
        text = "\n".join(seen_text(line) for line in self.text.splitlines()).strip()
        if not any(letter.isalpha() for letter in title):
            raise IdeaEmpty
        _require_length(title, LONGEST_TITLE)
        _require_length(text, LONGEST_IDEA)
        _require_length(place, LONGEST_PLACE)
        return replace(self, title=title, text=text, place=place)

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def _require_length(words: str, longest: int) -> None:
    if len(words) > longest:
        raise IdeaTooLong(length=len(words), longest=longest)


def _sensible(budget: Round, facts: IdeaFacts) -> IdeaFacts:
    require_theme(budget, facts.theme)
    require_point(facts.latitude, facts.longitude)
    require_cost(facts.cost_guess)
    return facts.cleaned()


def propose_idea(budget: Round, facts: IdeaFacts, *, by: Person) -> Idea:
    """Put an idea on the list; the very same sent again by the same person is the same idea."""
    may_propose_idea.require(by, budget)
    facts = _sensible(budget, facts)
    # Before the transaction: the vector takes a millisecond that no lock should wait for.
    embedding = idea_vector(facts.title, facts.text)
    with transaction.atomic():
        hold_collecting(budget)
        require_level(budget.activity, by)
        # One at a time from here on, so that a second click finds what the first has made.
        known = Idea.objects.filter(round=budget, person=by, state=Idea.State.SHOWN)
        if twin := known.filter(**_as_filters(facts)).first():
            return twin
        _refuse_a_flood(budget, by)
        idea = Idea(round=budget, person=by, embedding=embedding, **facts.values())
        _insert(idea, by)
    return idea


@transaction.atomic
def propose_from_table(budget: Round, facts: IdeaFacts, *, by: Person) -> Idea:
    """Put on the list what a table of a gathering wrote: the table is its author, no person is."""
    may_make_project.require(by, budget)
    facts = _sensible(budget, facts)
    embedding = idea_vector(facts.title, facts.text)
    hold_collecting(budget)
    idea = Idea(round=budget, embedding=embedding, **facts.values())
    _insert(idea, by, wrote=False)
    return idea


def _as_filters(facts: IdeaFacts) -> dict[str, Any]:
    said = facts.values()
    return {
        f"{name}__isnull" if value is None else name: value is None or value
        for name, value in said.items()
    }


def _refuse_a_flood(budget: Round, by: Person) -> None:
    since = database_now() - timedelta(hours=1)
    recent = Idea.objects.filter(round=budget, person=by, created_at__gt=since)
    if recent.count() >= MOST_IN_AN_HOUR:
        raise IdeasTooMany(most=MOST_IN_AN_HOUR)


def _insert(idea: Idea, by: Person, *, wrote: bool = True) -> None:
    taken = Idea.objects.filter(round=idea.round_id).aggregate(last=Max("number"))["last"]
    idea.number = (taken or 0) + 1
    idea.node = open_node(
        "idea",
        title=idea.title,
        language=idea.language,
        url=idea.get_absolute_url(),
        within=idea.round.activity.node,
    )
    idea.words = _words(idea)
    idea.save(force_insert=True)
    if wrote:
        take_part(by, idea.node, Part.Kind.WROTE)
    # The words stay out: it must be possible to erase them without breaking the record.
    facts = {"number": idea.number, "language": idea.language}
    record("idea.proposed", by=by, about=idea.node_id, facts=facts)


def _words(idea: Idea) -> Any:
    """What a search finds; written with the row, as each later change renews all its indexes."""
    words = " ".join(WORD.findall(folded(f"{idea.title} {idea.text} {idea.place}")))
    return SearchVector(Value(words), config="simple")


def _hold(idea: Idea) -> Idea:
    """The idea as it is now, held until the act is done; readers of its key need not wait."""
    found = Idea.objects.select_for_update(no_key=True, of=("self",)).select_related("node")
    held = found.get(pk=idea.pk)
    held.round = idea.round
    if held.state != Idea.State.SHOWN:
        raise IdeaGone
    if held.projects.exists():
        raise IdeaHasProject
    return held


def edit_idea(idea: Idea, facts: IdeaFacts, *, by: Person) -> Idea:
    """Say it better, as long as nobody else stands behind the words and no project came of it."""
    may_change_idea.require(by, idea)
    facts = _sensible(idea.round, facts)
    embedding = idea_vector(facts.title, facts.text)
    with transaction.atomic():
        hold_collecting(idea.round)
        held = _hold(idea)
        if held.supporters:
            raise IdeaSupported
        for name, value in facts.values().items():
            setattr(held, name, value)
        held.embedding = embedding
        held.words = _words(held)
        held.save(update_fields=[*facts.values(), "embedding", "words"])
        rename_node(held.node, title=held.title, language=held.language, titles={})
        facts_told = {"number": held.number, "language": held.language}
        record("idea.edited", by=by, about=held.node_id, facts=facts_told)
    return held


@transaction.atomic
def withdraw_idea(idea: Idea, *, by: Person) -> Idea:
    """Take one's own idea off the list; only its author goes on seeing the words."""
    may_change_idea.require(by, idea)
    held = _hold(idea)
    held.state = Idea.State.WITHDRAWN
    held.save(update_fields=["state"])
    show_node(held.node, is_public=False)
    scope, taken_back = held.round.activity.process_id, Decision.Standard.WITHDRAWN
    moderation.note(held.node, Decision.Act.WITHDRAWN, by=None, scope=scope, standard=taken_back)
    record("idea.withdrawn", by=by, about=held.node_id, facts={"number": held.number})
    return held


@transaction.atomic
def support_idea(idea: Idea, *, by: Person) -> bool:
    """Stand behind an idea of somebody else; saying it twice changes nothing."""
    may_support_idea.require(by, idea)
    _require_before_vote(idea)
    require_level(idea.round.activity, by)
    _support, is_new = Support.objects.get_or_create(idea=idea, person=by)
    if not is_new:
        return False
    shown = Idea.objects.filter(pk=idea.pk, state=Idea.State.SHOWN)
    if not shown.update(supporters=F("supporters") + 1):
        raise IdeaGone
    # Without her name: who supports what is nobody's business.
    record("idea.supported", about=idea.node_id, facts={"number": idea.number})
    return True


@transaction.atomic
def unsupport_idea(idea: Idea, *, by: Person) -> bool:
    """Take one's support back; without any, nothing changes."""
    _require_before_vote(idea)
    gone, _rows = Support.objects.filter(idea=idea, person=by).delete()
    if not gone:
        return False
    Idea.objects.filter(pk=idea.pk).update(supporters=F("supporters") - 1)
    record("idea.unsupported", about=idea.node_id, facts={"number": idea.number})
    return True


def _require_before_vote(idea: Idea) -> None:
    stage = hold_open(idea.round)
    if stage not in {Round.Stage.IDEAS, Round.Stage.REVIEW, Round.Stage.CAMPAIGN}:
        raise SupportOver
