"""Counting: the facts as the engine reads them, and what came of them so far."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from threading import Lock
from typing import Any
from uuid import UUID

from citizenspring.engines.rounds import (
    Card,
    Consented,
    Dotted,
    Event,
    Outcome,
    Picked,
    Rated,
    Resisted,
    Result,
    Spoke,
    recount,
)
from citizenspring.rounds.models import Run

from .cards import ZERO
from .clock import TIMING, Clock, clock_of
from .methods import JUDGING, method_of

__all__ = ["events_of", "is_revealed", "outcome_of", "results_of", "voted_count"]

COLUMNS = "key", "kind", "at", "phase", "turn", "table", "voice", "card", "body"
FRESH_SECONDS = 3.0
KEPT = 16


def _timing(row: dict[str, Any]) -> Event:
    more = {"seconds": row["body"]["seconds"]} if row["kind"] == "extended" else {}
    act: Event = TIMING[row["kind"]](id=str(row["key"]), at=row["at"], **more)
    return act


def _entered(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": str(row["key"]), "at": row["at"], "phase": row["phase"], "turn": row["turn"]}


def _card(row: dict[str, Any]) -> Event:
    return Card(**_entered(row), card=str(row["card"]), table=str(row["table"]), **row["body"])


def _picked(row: dict[str, Any]) -> Event:
    cards = tuple(row["body"]["cards"])
    return Picked(**_entered(row), table=str(row["table"]), cards=cards)


def _spoke(row: dict[str, Any]) -> Event:
    said = {"by": row["body"]["by"], "seconds": row["body"]["seconds"]}
    return Spoke(**_entered(row), table=str(row["table"]), **said)


def _judged(kind: Any) -> Callable[[dict[str, Any]], Event]:
    def make(row: dict[str, Any]) -> Event:
        card = str(row["card"]) if row["card"] else ZERO
        event: Event = kind(**_entered(row), by=row["voice"], card=card, **row["body"])
        return event

    return make


MAKE: dict[str, Callable[[dict[str, Any]], Event]] = {
    **dict.fromkeys(TIMING, _timing),
    "card": _card,
    "picked": _picked,
    "spoke": _spoke,
    "dotted": _judged(Dotted),
    "rated": _judged(Rated),
    "consented": _judged(Consented),
    "resisted": _judged(Resisted),
}


def events_of(run: Run) -> list[Event]:
    """All that counts, as the engine reads it; what came after the end is kept beside."""
    rows = run.facts.filter(kind__in=MAKE)
    if run.ended_at:
        rows = rows.filter(at__lte=run.ended_at.timestamp())
    return [MAKE[row["kind"]](row) for row in rows.order_by("id").values(*COLUMNS)]


@dataclass(frozen=True)
class _Kept:
    """An outcome, the last fact that it knows, and a moment since which it was counted."""

    ended_at: datetime | None
    last: int | None
    now: float
    outcome: Outcome
    at: float = field(default_factory=time.monotonic)

    def holds(self, run: Run, last: int | None, settled: float) -> bool:
        if self.ended_at != run.ended_at or time.monotonic() - self.at >= FRESH_SECONDS:
            return False
        # Cards of a later phase change nothing in a turn that was over when it was counted.
        return self.last == last or settled <= self.now


@dataclass
class _Counted:
    """Outcomes that were just worked out: one thread counts while the others wait for it."""

    lock: Lock = field(default_factory=Lock)
    kept: dict[UUID, _Kept] = field(default_factory=dict)

    def of(self, run: Run, settled: float, now: float) -> Outcome:
        last = run.facts.order_by("-id").values_list("id", flat=True).first()
        with self.lock:
            known = self.kept.get(run.pk)
            if known and known.holds(run, last, settled):
                return known.outcome
            outcome = recount(method_of(run), events_of(run))
            self.kept[run.pk] = _Kept(run.ended_at, last, now, outcome)
            while len(self.kept) > KEPT:
                self.kept.pop(next(iter(self.kept)))
            return outcome


_counted = _Counted()


def outcome_of(run: Run, *, settled: float = inf, now: float = -inf) -> Outcome:
    """What came of it so far; worked out again when something was said.

    Who asks only for a turn that was over at ``settled`` (seconds since 1970) may be given what
    was counted after that, at most three seconds ago. ``now`` is the moment of asking.
    """
    return _counted.of(run, settled, now)


def is_revealed(run: Run, clock: Clock, phase: str, turn: int) -> bool:
    """Whether the room may see what a turn of a phase came to."""
    if clock.span(phase, turn) is None:
        return False
    at_once = method_of(run).phase(phase).reveal == "at once"
    return at_once or clock.has_ended(phase, turn)


def results_of(
    run: Run, phase: str, turn: int | None = None, *, clock: Clock | None = None
) -> Result | None:
    """What a turn of a phase (by default the last) came to; ``None`` until it may be seen."""
    clock = clock or clock_of(run)
    number = clock.last_turn(phase) if turn is None else turn
    if not is_revealed(run, clock, phase, number):
        return None
    try:
        settled = _settled(clock, phase, number)
        return outcome_of(run, settled=settled, now=clock.now).result(phase, number)
    except KeyError:
        return None


def _settled(clock: Clock, phase: str, turn: int) -> float:
    """Since when nothing that comes changes a turn; never, while it runs."""
    span = clock.span(phase, turn)
    if span is None or span.ends is None or span.ends > clock.now:
        return inf
    return span.ends


def voted_count(run: Run, phase: str, turn: int = 1) -> int:
    """How many people have said something of the cards in a turn of a phase."""
    rows = run.facts.filter(kind__in=JUDGING.values(), phase=phase, turn=turn)
    return rows.values("voice").distinct().count()
