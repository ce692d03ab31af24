"""What one person in the room sees: the clock, her table, what is asked, and the result."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from citizenspring.engines.rounds import Phase, Result
from citizenspring.gatherings.models import Arrival, Gathering, Registration
from citizenspring.gatherings.queries import rounds_of, shown_plan

from .ballot import Ballot, ballot_for
from .clockface import Spoken, clockface, in_one
from .models import Run
from .queries import (
    JUDGING,
    ZERO,
    Clock,
    answers_of,
    clock_of,
    method_of,
    round_of_phase,
    run_of,
    shown_cards,
)
from .scores import Bar, bars_of, newest_result

__all__ = ["Room", "room_of"]

MOST_BARS = 20


@dataclass(frozen=True)
class Room:
    """The room for one visitor; without ``mine`` for somebody whom this phone does not know."""

    gathering: Gathering
    mine: Registration | None
    run: Run | None
    clock: Clock | None

    @property
    def arrival(self) -> Arrival | None:
        return getattr(self.mine, "arrival", None)

    @property
    def may_vote(self) -> bool:
        came = self.arrival
        return bool(self.mine and self.mine.has_vote and came and came.left_at is None)

    @property
    def phase(self) -> Phase | None:
        return self.clock.phase if self.clock else None

    @property
    def name(self) -> Spoken | None:
        return in_one(self.phase.name) if self.phase else None

    @property
    def prompt(self) -> Spoken | None:
        return in_one(self.phase.prompt) if self.phase else None

    @property
    def is_voting(self) -> bool:
        return self.phase is not None and self.phase.entry.kind in JUDGING

    @cached_property
    def tables(self) -> dict[int, int]:
        """Her table by round of seats, once seats are shown."""
        if self.mine is None or self.arrival is None or shown_plan(self.gathering) is None:
            return {}
        return rounds_of(self.mine)

    @cached_property
    def seating(self) -> dict[str, int]:
        """Her table in each phase of the method."""
        if self.run is None or not self.tables:
            return {}
        last = max(self.tables)
        rounds = round_of_phase(method_of(self.run))
        found = {phase: self.tables.get(min(number, last)) for phase, number in rounds.items()}
        return {phase: table for phase, table in found.items() if table is not None}

    @property
    def table(self) -> int | None:
        if self.phase:
            return self.seating.get(self.phase.id)
        return self.tables.get(1)

    @property
    def clockface(self) -> dict[str, Any] | None:
        if self.run is None or self.clock is None:
            return None
        told = clockface(self.run, self.clock, [get_language() or ""])
        return {**told, "tables": self.seating}

    @cached_property
    def result(self) -> Result | None:
        if self.run is None or self.clock is None or self.is_voting:
            return None
        return newest_result(self.run, self.clock)

    @property
    def result_name(self) -> Spoken | None:
        if self.run is None or self.result is None:
            return None
        return in_one(method_of(self.run).phase(self.result.phase).name)

    @cached_property
    def bars(self) -> list[Bar]:
        if self.run is None or self.clock is None or self.result is None:
            return []
        judged = [one.card for one in self.result.scores if one.voices and one.card != ZERO]
        cards = shown_cards(self.run, self.clock).filter(key__in=judged)
        return bars_of(self.result, cards, most=MOST_BARS)

    def ballot(self, answers: dict[str, int | str] | None = None) -> Ballot | None:
        """What she is asked now; with ``answers`` that were not taken, these."""
        if not (self.may_vote and self.is_voting and self.run and self.clock and self.phase):
            return None
        return ballot_for(
            self.run,
            self.phase,
            self.clock.turn,
            voice=self.arrival.voice if self.arrival else "",
            table=self.table,
            answers={**self._answers(), **(answers or {})},
        )

    @property
    def dots_left(self) -> int | None:
        """Dots that she may still give, without fetching the cards that she chooses among."""
        if not (self.clock and self.phase and self.phase.entry.kind == "dots"):
            return None
        return Ballot(self.phase, self.clock.turn, (), self._answers()).left

    def _answers(self) -> dict[str, int | str]:
        if not (self.run and self.arrival and self.clock and self.phase):
            return {}
        return answers_of(self.run, self.arrival.voice, self.phase.id, self.clock.turn)


def room_of(gathering: Gathering, mine: Registration | None) -> Room:
    """The room as it is now."""
    run = run_of(gathering)
    if run is None or run.started_at is None:
        return Room(gathering, mine, run, None)
    run.gathering = gathering
    return Room(gathering, mine, run, clock_of(run))
