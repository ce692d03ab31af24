"""Where a run stands: worked out from the organiser's acts, by the database's clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import Any, NamedTuple

from django.db import connection

from citizenspring.common.clock import database_now
from citizenspring.engines.rounds import (
    Event,
    Extended,
    Method,
    Paused,
    Phase,
    Resumed,
    Skipped,
    Span,
    Started,
    spans_of,
    standing_at,
)
from citizenspring.rounds.models import Run

from .methods import method_of

__all__ = ["TIMING", "Clock", "Planned", "clock_of"]

TIMING: dict[str, Any] = {
    kind.__name__.lower(): kind for kind in (Started, Paused, Resumed, Extended, Skipped)
}
# The last word of each person on each card: whether one of them is an objection.
OBJECTED = """
SELECT EXISTS (
  SELECT 1 FROM (
    SELECT DISTINCT ON (voice, card) body ->> 'objection' AS objection FROM rounds_fact
    WHERE run_id = %s AND kind = 'consented' AND phase = %s AND turn = %s AND at <= %s
    ORDER BY voice, card, at DESC, key DESC
  ) AS last WHERE objection <> ''
)
"""


class Planned(NamedTuple):
    """One turn of a phase; ``ends`` is ``None`` while the clock stands still."""

    phase: str
    turn: int
    begins: float
    ends: float | None
    is_planned: bool


@dataclass(frozen=True)
class Clock:
    """Where a run stands at the moment ``now``; times are in seconds since 1970.

    ``phase`` is ``None`` before the start and when all is over. ``spans`` holds every turn that
    has begun and those that follow if nobody acts.
    """

    run: str
    phase: Phase | None
    turn: int
    begins: float
    ends: float | None
    left: float
    is_paused: bool
    is_over: bool
    now: float
    spans: tuple[Planned, ...]

    def as_facts(self) -> dict[str, Any]:
        """What open pages are told; they count on by themselves."""
        return {
            "run": self.run,
            "phase": self.phase.id if self.phase else "",
            "turn": self.turn,
            "begins": self.begins,
            "ends": self.ends,
            "left": self.left,
            "is_paused": self.is_paused,
            "is_over": self.is_over,
            "now": self.now,
        }

    def span(self, phase: str, turn: int) -> Planned | None:
        """A turn of a phase that has begun."""
        for span in self.spans:
            if (span.phase, span.turn) == (phase, turn) and not span.is_planned:
                return span
        return None

    def last_turn(self, phase: str) -> int:
        """How often a phase has begun."""
        turns = [span.turn for span in self.spans if span.phase == phase and not span.is_planned]
        return max(turns, default=0)

    def has_begun(self, phase: str) -> bool:
        return self.last_turn(phase) > 0

    def has_ended(self, phase: str, turn: int) -> bool:
        """Whether nothing more is entered in a turn of a phase."""
        span = self.span(phase, turn)
        if span is None:
            return False
        return self.is_over or (span.ends is not None and span.ends <= self.now)


def clock_of(run: Run, *, now: float | None = None) -> Clock:
    """Where the run stands now: two small queries."""
    moment = database_now().timestamp() if now is None else now
    rows = run.facts.filter(kind__in=TIMING, at__lte=moment)
    acts = [_act(*row) for row in rows.values_list("kind", "key", "at", "body")]
    return _clock(run, acts, moment)


def _act(kind: str, key: object, at: float, body: dict[str, Any]) -> Event:
    more = {"seconds": body["seconds"]} if kind == "extended" else {}
    act: Event = TIMING[kind](id=str(key), at=at, **more)
    return act


def _clock(run: Run, acts: list[Event], now: float) -> Clock:
    method = method_of(run)
    moment = min(now, run.ended_at.timestamp()) if run.ended_at else now

    @lru_cache
    def objects(span: Span) -> bool:
        return span.ends <= moment and _has_objection(run, span)

    standing = standing_at(method, acts, moment, objects=objects)
    spans = spans_of(method, acts, objects=objects)
    told = tuple(_planned(method, spans, moment, standing.seconds_left))
    phase, is_over = standing.phase, standing.is_over
    if run.ended_at:
        phase, is_over = None, True
        told = tuple(span for span in told if not span.is_planned)
    here = next((span for span in spans if phase and span[:2] == (phase.id, standing.turn)), None)
    return Clock(
        run=str(run.pk),
        phase=phase,
        turn=standing.turn if phase else 0,
        begins=here.begins if here else 0.0,
        ends=here.ends if here and isfinite(here.ends) else None,
        left=standing.seconds_left if phase else 0.0,
        is_paused=standing.is_paused and phase is not None,
        is_over=is_over,
        now=now,
        spans=told,
    )


def _planned(
    method: Method, spans: tuple[Span, ...], moment: float, left: float
) -> Iterator[Planned]:
    for span in spans:
        ends = span.ends if isfinite(span.ends) else None
        yield Planned(span.phase, span.turn, span.begins, ends, is_planned=span.begins > moment)
    if spans and not isfinite(spans[-1].ends):
        # As if the clock went on at this moment.
        begins = moment + left
        for phase in method.phases[method.place(spans[-1].phase) + 1 :]:
            ends = begins + phase.seconds
            turn = 1 + sum(span.phase == phase.id for span in spans)
            yield Planned(phase.id, turn, begins, ends, is_planned=True)
            begins = ends


def _has_objection(run: Run, span: Span) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(OBJECTED, [run.pk, span.phase, span.turn, span.ends])
        row = cursor.fetchone()
    return bool(row and row[0])
