"""What whoever keeps the clock sees: the plan, and how much comes from each table."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from citizenspring.common.errors import Missing
from citizenspring.engines.rounds import Phase
from citizenspring.gatherings.models import Arrival, Gathering
from citizenspring.gatherings.queries import gathering_at
from citizenspring.rounds.models import Run

from .clock import Clock, Planned
from .counting import voted_count
from .methods import JUDGING, method_of

__all__ = ["Step", "TableRow", "may_vote_count", "run_at", "steps_of", "table_rows", "voted_now"]

SILENT_SECONDS = 300
FROM_TABLES = frozenset({"cards", "amends", "picks", "speaking"})


@dataclass(frozen=True)
class Step:
    """One turn of a phase in the plan of the day."""

    phase: Phase
    span: Planned
    state: str


@dataclass(frozen=True)
class TableRow:
    """What came from one table; ``is_silent`` where it might need somebody to look."""

    number: int
    place: str
    cards_now: int
    cards: int
    heard_at: float | None
    is_silent: bool


def run_at(process: str, activity: str, number: int, visitor: Any) -> Run:
    """The run at an address, or 404 where the visitor may not see its gathering."""
    gathering = gathering_at(process, activity, visitor)
    found = gathering.runs.filter(number=number).first()
    if found is None:
        raise Missing
    found.gathering = gathering
    return found


def steps_of(run: Run, clock: Clock) -> list[Step]:
    """What was, is and comes, with its times."""
    method = method_of(run)
    found = []
    for span in clock.spans:
        is_now = clock.phase is not None and (span.phase, span.turn) == (clock.phase.id, clock.turn)
        state = "now" if is_now else "ahead" if span.is_planned else "done"
        found.append(Step(method.phase(span.phase), span, state))
    return found


def table_rows(run: Run, clock: Clock) -> list[TableRow]:
    """All tables of the room by number, in three queries."""
    phase = clock.phase.id if clock.phase else ""
    here = Count("id", filter=Q(phase=phase, turn=clock.turn))
    cards = run.cards.exclude(text="").values("table").annotate(all=Count("id"), now=here)
    written = {row["table"]: (row["now"], row["all"]) for row in cards}
    facts = run.facts.exclude(table=None).values("table").annotate(last=Max("at"))
    heard = dict(facts.values_list("table", "last"))
    found = []
    for number, place in run.gathering.tables.order_by("number").values_list("number", "place"):
        (now, total), last = written.get(number, (0, 0)), heard.get(number)
        found.append(TableRow(number, place, now, total, last, _is_silent(clock, last)))
    return found


def _is_silent(clock: Clock, last: float | None) -> bool:
    if clock.phase is None or clock.is_paused or clock.phase.entry.kind not in FROM_TABLES:
        return False
    return clock.now - max(clock.begins, last or 0.0) > SILENT_SECONDS


def voted_now(run: Run, clock: Clock) -> int | None:
    """How many have voted in the phase that runs, where people vote in it."""
    if clock.phase is None or clock.phase.entry.kind not in JUDGING:
        return None
    return voted_count(run, clock.phase.id, clock.turn)


def may_vote_count(gathering: Gathering) -> int:
    """How many of those in the room vote."""
    rows = Arrival.objects.filter(gathering=gathering, left_at=None)
    return rows.filter(registration__has_vote=True).count()
