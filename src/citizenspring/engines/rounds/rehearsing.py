"""A rehearsal: invented people go through a method from beginning to end.

It shows whether a definition holds together before people give an evening to it, and makes the
facts that tests and benchmarks count.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking.consensing import STRONGEST, ZERO
from citizenspring.engines.rounds.clock import standing_at
from citizenspring.engines.rounds.events import (
    Card,
    Consented,
    Dotted,
    Picked,
    Rated,
    Resisted,
    Spoke,
    Started,
)
from citizenspring.engines.rounds.outcome import Outcome, recount
from citizenspring.engines.rounds.seats import tables_by_phase
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citizenspring.engines.rounds.definition import Method, Phase
    from citizenspring.engines.rounds.events import Event

__all__ = ["MOST_PEOPLE", "Rehearsal", "rehearse"]

MOST_PEOPLE = 5_000
_LANGUAGES = ("fr", "nl", "en")
_OBJECTS_IN = 12


@dataclass(frozen=True)
class Rehearsal:
    """What the invented people did, and what came of it.

    Attributes
    ----------
    people : int
    seed : str
    events : tuple of Event
    outcome : Outcome
    """

    people: int
    seed: str
    events: tuple[Event, ...] = field(repr=False)
    outcome: Outcome


def rehearse(method: Method, *, people: int = 27, seed: str | int = "citizenspring") -> Rehearsal:
    """Run a method with invented people, by the clock, to its result.

    Parameters
    ----------
    method : Method
    people : int, optional
        From 1 to 5,000.
    seed : str or int, optional
        The same seed gives the same rehearsal.

    Raises
    ------
    BadInput
        When too few or too many come.

    Examples
    --------
    >>> from citizenspring.engines.rounds import shipped
    >>> found = rehearse(shipped("blank-sheet"), people=27, seed="spring").outcome
    >>> len({card.table for card in found.cards}), found.result("choose").kind
    (3, 'dots')
    """
    if not 1 <= people <= MOST_PEOPLE:
        raise BadInput(f"{people} people come", expected=f"from 1 to {MOST_PEOPLE}")
    crowd = _Crowd(method, people, seed)
    events = tuple(crowd.act())
    return Rehearsal(people, str(seed), events, recount(method, events))


class _Crowd:
    def __init__(self, method: Method, people: int, seed: str | int) -> None:
        self.method, self.people = method, people
        self.chance = Stream(seed, f"rehearsal of {method.id}")
        self.tables = tables_by_phase(method, people)
        self.events: list[Event] = []
        self.number = 0

    def act(self) -> list[Event]:
        """Everybody does what each phase asks, half way through it, until the clock says over."""
        now = 0.0
        self.events.append(Started(id=self._id(), at=now))
        while True:
            standing = standing_at(self.method, self.events, now, objects=self._objected)
            if standing.phase is None:
                return self.events
            moment = now + standing.seconds_left / 2
            self.events.extend(self._entries(standing.phase, standing.turn, moment))
            now += standing.seconds_left

    def _objected(self, span: tuple[str, int, float, float]) -> bool:
        phase, turn = span[:2]
        return any(
            isinstance(event, Consented) and (event.phase, event.turn) == (phase, turn)
            and event.objection
            for event in self.events
        )  # fmt: skip

    def _id(self) -> str:
        self.number += 1
        return f"{self.number:06d}"

    def _entries(self, phase: Phase, turn: int, at: float) -> Iterator[Event]:
        made = _MAKE.get(phase.entry.kind)
        if made is not None:
            yield from made(self, phase, turn, at)

    def _cards(self, phase: Phase, turn: int, at: float) -> Iterator[Event]:
        for name in self._authors(phase):
            for number in range(1, 2 + self.chance.below(phase.entry.most)):
                yield Card(
                    id=self._id(),
                    at=at,
                    phase=phase.id,
                    turn=turn,
                    card=f"{phase.id}-{name}-{number}",
                    table=name,
                    text=f"{phase.entry.card} {number} ({name})",
                    language=_LANGUAGES[self.chance.below(len(_LANGUAGES))],
                )

    def _amended(self, phase: Phase, turn: int, at: float) -> Iterator[Event]:
        cards = {event.card: event for event in self.events if isinstance(event, Card)}
        for name in self._source(phase):
            text = f"{cards[name].text}, amended {turn}"
            yield replace(cards[name], id=self._id(), at=at, phase=phase.id, turn=turn, text=text)

    def _authors(self, phase: Phase) -> list[str]:
        if phase.mode == "solo":
            return [self._person(person) for person in range(self.people)]
        return [f"table-{number:02d}" for number in range(1, len(self.tables[phase.id]) + 1)]

    def _person(self, number: int) -> str:
        return f"person-{number + 1:03d}"

    def _source(self, phase: Phase, table: str = "") -> list[str]:
        """Cards to judge as the count will know them; picks are of the own table's cards."""
        source = self.method.phase(phase.entry.of)
        if source.entry.kind == "picks":
            picked = {
                card
                for event in self.events
                if isinstance(event, Picked) and event.phase == source.id
                for card in event.cards
            }
            return sorted(picked)
        found = {
            event.card
            for event in self.events
            if isinstance(event, Card) and event.phase == source.id and table in {"", event.table}
        }
        return sorted(found)

    def _picked(self, phase: Phase, turn: int, at: float) -> Iterator[Event]:
        for name in self._authors(phase):
            own = self._source(phase, name) or self._source(phase)
            cards = tuple(self.chance.shuffled(own)[: phase.entry.most])
            yield Picked(id=self._id(), at=at, phase=phase.id, turn=turn, table=name, cards=cards)

    def _dotted(self, phase: Phase, turn: int, at: float) -> Iterator[Event]:
        source = self._source(phase)
        for person in range(self.people):
            left = phase.entry.most
            for card in self.chance.shuffled(source):
                dots = min(left, 1 + self.chance.below(phase.entry.most_on_one))
                if not dots:
                    break
                left -= dots
                yield Dotted(
                    id=self._id(), at=at, phase=phase.id, turn=turn,
                    by=self._person(person), card=card, dots=dots,
                )  # fmt: skip

    def _rated(self, phase: Phase, turn: int, at: float) -> Iterator[Event]:
        for person, card in self._each_card(phase):
            rating = 1 + self.chance.below(phase.entry.highest)
            yield Rated(
                id=self._id(), at=at, phase=phase.id, turn=turn,
                by=person, card=card, rating=rating,
            )  # fmt: skip

    def _resisted(self, phase: Phase, turn: int, at: float) -> Iterator[Event]:
        for person, card in self._each_card(phase, ZERO):
            resistance = self.chance.below(STRONGEST + 1)
            yield Resisted(
                id=self._id(), at=at, phase=phase.id, turn=turn,
                by=person, card=card, resistance=resistance,
            )  # fmt: skip

    def _consented(self, phase: Phase, turn: int, at: float) -> Iterator[Event]:
        # Objections grow rarer from turn to turn, as a proposal is amended.
        for person, card in self._each_card(phase):
            objects = turn == 1 and self.chance.below(_OBJECTS_IN) == 0
            yield Consented(
                id=self._id(), at=at, phase=phase.id, turn=turn,
                by=person, card=card, objection=f"reason of {person}" if objects else "",
            )  # fmt: skip

    def _each_card(self, phase: Phase, *more: str) -> Iterator[tuple[str, str]]:
        source = [*self._source(phase), *more]
        for person in range(self.people):
            for card in source:
                yield self._person(person), card

    def _spoke(self, phase: Phase, turn: int, at: float) -> Iterator[Event]:
        for number, table in enumerate(self.tables[phase.id], 1):
            for person in table:
                seconds = float(15 + self.chance.below(90))
                yield Spoke(
                    id=self._id(), at=at, phase=phase.id, turn=turn,
                    by=self._person(person), table=f"table-{number:02d}", seconds=seconds,
                )  # fmt: skip


_MAKE = {
    "cards": _Crowd._cards,  # its own
    "amends": _Crowd._amended,  # its own
    "picks": _Crowd._picked,  # its own
    "dots": _Crowd._dotted,  # its own
    "ratings": _Crowd._rated,  # its own
    "consent": _Crowd._consented,  # its own
    "resistance": _Crowd._resisted,  # its own
    "speaking": _Crowd._spoke,  # its own
}
