"""Preparing a run and keeping its clock: each act is a fact, and where it stands follows."""

from importlib import resources
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.engines.errors import BadInput
from citizenspring.engines.rounds import METHODS, Method, parse_method, recount
from citizenspring.gatherings.errors import GatheringCancelled
from citizenspring.gatherings.models import Gathering
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.rounds.errors import (
    ClockMoved,
    ClockStopped,
    EndFirst,
    ExtraWrong,
    MethodWrong,
    OtherRuns,
    RunEnded,
    RunStarted,
)
from citizenspring.rounds.models import Fact, Run
from citizenspring.rounds.permissions import may_conduct
from citizenspring.rounds.queries import Clock, clock_of, events_of, method_of

from .holding import hold_alone

__all__ = [
    "end_run",
    "extend",
    "pause",
    "prepare_run",
    "resume",
    "skip",
    "start",
]

MOST_SIGNS, MOST_PHASES, LONGEST_NAME = 60_000, 60, 40
MOST_SECONDS = 4 * 60 * 60
Expected = tuple[str, int] | None


@transaction.atomic
def prepare_run(gathering: Gathering, method: str, *, by: Person) -> Run:
    """Add a method to the day: one that comes along, by its name, or the text of a definition."""
    may_conduct.require(by, gathering)
    name, text = (method, _shipped(method)) if method in METHODS else ("own", method)
    _checked(text, name)
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    last = gathering.runs.aggregate(last=Max("number"))["last"] or 0
    made = Run.objects.create(
        gathering=gathering,
        number=last + 1,
        method_name=name,
        method=text,
        made_at=database_now(),
        made_by=by,
    )
    _note("run.prepared", made, by, {"method": name})
    _tell_day(made)
    return made


def _shipped(name: str) -> str:
    file = resources.files("citizenspring.engines.rounds") / "methods" / f"{name}.toml"
    return file.read_text(encoding="utf-8")


def _checked(text: str, name: str) -> Method:
    """Refuse what no engine can run, and what no column can hold."""
    if len(text) > MOST_SIGNS:
        raise MethodWrong(problem=f"more than {MOST_SIGNS} signs")
    try:
        found = parse_method(text, name=name)
    except BadInput as problem:
        raise MethodWrong(problem=str(problem)) from problem
    if len(found.phases) > MOST_PHASES:
        raise MethodWrong(problem=f"more than {MOST_PHASES} phases")
    for phase in found.phases:
        for word in filter(None, (phase.id, phase.entry.card)):
            if len(word) > LONGEST_NAME or not word.isprintable():
                raise MethodWrong(problem=f"{word[:LONGEST_NAME]!r} is too long or cannot be read")
    return found


@transaction.atomic
def start(run: Run, *, by: Person) -> Run:
    """Begin the first phase now."""
    may_conduct.require(by, run.gathering)
    if run.gathering.is_cancelled:
        raise GatheringCancelled
    moment = database_now()
    try:
        with transaction.atomic():
            rows = Run.objects.filter(pk=run.pk, started_at=None, ended_at=None)
            begun = rows.update(started_at=moment)
    except IntegrityError as problem:
        raise OtherRuns from problem
    if not begun:
        raise RunStarted
    run.started_at = moment
    _add(run, "started", moment.timestamp())
    _note("run.started", run, by)
    _tell_clock(run)
    _tell_day(run)
    return run


def pause(run: Run, *, by: Person, expected: Expected = None, sent: UUID | None = None) -> Run:
    """Let the clock stand still."""
    return _act(run, "paused", by=by, expected=expected, sent=sent)


def resume(run: Run, *, by: Person, expected: Expected = None, sent: UUID | None = None) -> Run:
    """Let the clock go on."""
    return _act(run, "resumed", by=by, expected=expected, sent=sent)


def skip(run: Run, *, by: Person, expected: Expected = None, sent: UUID | None = None) -> Run:
    """End the phase that runs; of two who press at once for the same phase, one is heard."""
    return _act(run, "skipped", by=by, expected=expected, sent=sent)


def extend(
    run: Run, seconds: int, *, by: Person, expected: Expected = None, sent: UUID | None = None
) -> Run:
    """Give the phase that runs more time, or less."""
    if not 1 <= abs(seconds) <= MOST_SECONDS:
        raise ExtraWrong
    return _act(run, "extended", by=by, expected=expected, sent=sent, seconds=seconds)


@transaction.atomic
def _act(
    run: Run,
    kind: str,
    *,
    by: Person,
    expected: Expected,
    sent: UUID | None,
    **more: int,
) -> Run:
    may_conduct.require(by, run.gathering)
    clock = _held(run)
    if sent and run.facts.filter(key=sent).exists():
        return run
    if clock.phase is None:
        raise ClockStopped
    if expected not in {None, (clock.phase.id, clock.turn)}:
        raise ClockMoved
    if (kind, clock.is_paused) in {("paused", True), ("resumed", False)}:
        return run
    _add(run, kind, clock.now, sent, **more)
    phase = {"phase": clock.phase.id, "turn": clock.turn, **more}
    _note(f"run.{kind}", run, by, phase)
    _tell_clock(run)
    return run


def _held(run: Run) -> Clock:
    """The clock, while nobody else may touch it and nothing else is taken."""
    moment = hold_alone(run)
    if run.started_at is None:
        raise EndFirst
    if run.ended_at is not None:
        raise RunEnded
    return clock_of(run, now=moment)


@transaction.atomic
def end_run(run: Run, *, by: Person) -> Run:
    """Take no more votes, and fix the result by its digest; cards still on their way are kept."""
    may_conduct.require(by, run.gathering)
    _held(run)
    run.ended_at = database_now()
    run.digest = recount(method_of(run), events_of(run)).digest
    run.save(update_fields=["ended_at", "digest"])
    _note("run.ended", run, by, {"sha256": run.digest})
    _tell_clock(run)
    _tell_day(run)
    return run


def _add(run: Run, kind: str, at: float, sent: UUID | None = None, **body: Any) -> None:
    Fact.objects.create(run=run, key=sent or uuid4(), kind=kind, at=at, body=body)


def _note(kind: str, run: Run, by: Person, facts: dict[str, Any] | None = None) -> None:
    about = run.gathering.activity.node_id
    record(kind, by=by, about=about, facts={"number": run.number, **(facts or {})})


def _tell_clock(run: Run) -> None:
    tell(run.topic, "clock", **clock_of(run).as_facts())


def _tell_day(run: Run) -> None:
    """Pages that wait for a method to be prepared or begun listen to the gathering."""
    tell(f"gathering:{run.gathering_id}", "run", run=str(run.pk))
