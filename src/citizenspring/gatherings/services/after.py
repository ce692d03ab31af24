"""What is said of a gathering afterwards: by those who were there, and by those who called it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import transaction

from citizenspring.common.clock import database_now
from citizenspring.gatherings.after_errors import (
    AlreadySaid,
    ExitNotNow,
    MarkUnknown,
    NothingSaid,
    NotThere,
    StepDone,
    StepEmpty,
    TooManyCosts,
)
from citizenspring.gatherings.models import (
    MARKS,
    Arrival,
    Cost,
    ExitAnswer,
    Gathering,
    NextStep,
    Registration,
)
from citizenspring.gatherings.permissions import may_say_what_came_after
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.processes.texts import Text, as_text, in_languages

from .telling_after import tell_of_end_of_step, tell_of_step

__all__ = [
    "EXIT_DAYS",
    "MOST_COSTS",
    "CostFacts",
    "StepFacts",
    "change_step",
    "finish_step",
    "require_exit_time",
    "say_how_it_was",
    "say_next_step",
    "set_costs",
]

EXIT_DAYS = 14
BATCH = 10
MOST_COSTS = 60
HIGHEST = 5


@dataclass(frozen=True)
class CostFacts:
    """A line of the cost table; ``paid_by`` is a body, never a person."""

    label: str
    amount: Decimal
    paid_by: str = ""


@dataclass(frozen=True)
class StepFacts:
    """What happens next, who owes it, and by when."""

    text: Text
    owner: str
    due: date


def require_exit_time(gathering: Gathering) -> None:
    """Refuse before the gathering begins, and two weeks after its end."""
    last = gathering.ends_at + timedelta(days=EXIT_DAYS)
    if gathering.is_cancelled or not gathering.starts_at <= database_now() <= last:
        raise ExitNotNow


@transaction.atomic
def say_how_it_was(
    registration: Registration,
    marks: Mapping[str, int],
    *,
    words: str = "",
    language: str = "",
) -> None:
    """Keep what somebody says on leaving, once and without her; the record has nothing of it.

    Her own registration is what lets her in, so there is no ``by``: some came without an account.
    """
    # Held, so that answers are counted in tens whoever sends at the same moment.
    held = Gathering.objects.select_for_update(no_key=True).get(pk=registration.gathering_id)
    require_exit_time(held)
    said = _marks(marks)
    if not said and not words.strip():
        raise NothingSaid
    mine = Arrival.objects.filter(registration=registration)
    if not mine.filter(has_answered=False).update(has_answered=True):
        raise AlreadySaid if mine.exists() else NotThere
    # A random id: one with the time in it would say who answered when.
    ExitAnswer.objects.create(
        id=uuid4(), gathering=held, words=words.strip()[:600], language=language, **said
    )
    _count_by_tens(held)


def _marks(marks: Mapping[str, int]) -> dict[str, int]:
    said = {name: marks[name] for name in MARKS if name in marks}
    if any(not 1 <= value <= HIGHEST for value in said.values()) or set(marks) - set(MARKS):
        raise MarkUnknown
    return said


def _count_by_tens(gathering: Gathering) -> None:
    waiting = gathering.exit_answers.filter(is_counted=False)
    if waiting.count() >= BATCH:
        waiting.update(is_counted=True)


@transaction.atomic
def set_costs(gathering: Gathering, lines: Iterable[CostFacts], *, by: Person) -> list[Cost]:
    """Say what it cost, all lines at once; every version stays in the record."""
    may_say_what_came_after.require(by, gathering)
    rows = [
        Cost(
            gathering=gathering,
            number=number,
            label=line.label.strip(),
            cents=int(line.amount * 100),
            paid_by=line.paid_by.strip(),
        )
        for number, line in enumerate(lines, 1)
    ]
    if len(rows) > MOST_COSTS:
        raise TooManyCosts(most=MOST_COSTS)
    Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)
    gathering.costs.all().delete()
    made = Cost.objects.bulk_create(rows)
    record("gathering.costs", by=by, about=gathering.activity.node_id, facts=_told_costs(made))
    return made


def _told_costs(rows: list[Cost]) -> dict[str, Any]:
    lines = [{"what": one.label, "cents": one.cents, "paid_by": one.paid_by} for one in rows]
    return {"cost_lines": lines, "cents": sum(one.cents for one in rows)}


@transaction.atomic
def say_next_step(gathering: Gathering, facts: StepFacts, *, by: Person) -> NextStep:
    """Promise a next step with its owner and day; those who were there hear of it."""
    may_say_what_came_after.require(by, gathering)
    step = NextStep(gathering=gathering, said_by=by, said_at=database_now())
    _fill(step, facts)
    step.save(force_insert=True)
    _record_step("gathering.step", step, by)
    tell_of_step(step, by=by)
    return step


@transaction.atomic
def change_step(step: NextStep, facts: StepFacts, *, by: Person) -> NextStep:
    """Change it while it is open; the record keeps every day that was promised."""
    may_say_what_came_after.require(by, step.gathering)
    held = NextStep.objects.select_for_update().get(pk=step.pk)
    if held.done_at:
        raise StepDone
    held.gathering = step.gathering
    _fill(held, facts)
    held.save(update_fields=["text", "owner", "due"])
    _record_step("gathering.step_changed", held, by)
    return held


@transaction.atomic
def finish_step(step: NextStep, how: Text, *, by: Person) -> NextStep:
    """Say in public what came of a step, also that nothing did; it is said once."""
    may_say_what_came_after.require(by, step.gathering)
    said = as_text(how)
    if not in_languages(said):
        raise StepEmpty
    open_ones = NextStep.objects.filter(pk=step.pk, done_at=None)
    if not open_ones.update(done_at=database_now(), done_how=said):
        raise StepDone
    step.refresh_from_db(fields=["done_at", "done_how"])
    facts = {"step": in_languages(step.text), "text": in_languages(said)}
    record("gathering.step_done", by=by, about=step.gathering.activity.node_id, facts=facts)
    tell_of_end_of_step(step, by=by)
    return step


def _fill(step: NextStep, facts: StepFacts) -> None:
    owner = " ".join(facts.owner.split())
    if not owner or not in_languages(facts.text):
        raise StepEmpty
    step.text, step.owner, step.due = as_text(facts.text), owner[:120], facts.due


def _record_step(kind: str, step: NextStep, by: Person) -> None:
    facts = {"text": in_languages(step.text), "owner": step.owner, "due": step.due.isoformat()}
    record(kind, by=by, about=step.gathering.activity.node_id, facts=facts)
