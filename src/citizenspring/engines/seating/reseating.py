"""Seat again when people do not come or come late, moving as few as possible."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.errors import BadInput, Infeasible
from citizenspring.engines.seating.arranging import anneal_rounds, attributes_of
from citizenspring.engines.seating.assembling import assembled
from citizenspring.engines.seating.encoding import Problem, facts_of
from citizenspring.engines.seating.languages import working_languages
from citizenspring.engines.seating.people import UNCONDITIONAL, Conditions, Place, known
from citizenspring.engines.seating.relocating import relocated
from citizenspring.engines.seating.result import Move, Reseating
from citizenspring.engines.seating.shrinking import Plan, plan_tables
from citizenspring.engines.seating.sizes import LARGEST, SMALLEST
from citizenspring.engines.seating.start import Search, seat_round
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from citizenspring.engines.seating.people import Facilitator, Participant
    from citizenspring.engines.seating.result import Seating

__all__ = ["reseat"]


def reseat(  # noqa: PLR0913  # as for a seating: each is one thing to wish for
    people: Sequence[Participant],
    previous: Mapping[str, tuple[int, ...]],
    absent: Collection[str] = (),
    *,
    from_round: int = 1,
    seed: str | int = "citizenspring",
    attributes: Sequence[str] | None = None,
    languages: Iterable[str] | None = None,
    conditions: Conditions = UNCONDITIONAL,
    places: Sequence[Place] = (),
    facilitators: Sequence[Facilitator] = (),
    limits: tuple[int, int] = (SMALLEST, LARGEST),
) -> Reseating:
    """Change a seating to those who are there.

    Parameters
    ----------
    people : sequence of Participant
        Everybody, those who have come late too.
    previous : mapping of id to tuple of int
        Table of each person by round, 0 for none (``Seating.seats``).
    absent : collection of ids
    from_round : int
        Earlier rounds are over and stay.
    seed, attributes, languages, conditions, places, facilitators, limits
        As for :func:`seat_people`.

    Returns
    -------
    Reseating

    Raises
    ------
    BadInput
    Infeasible
        When those who are there cannot be seated.

    Notes
    -----
    A table with fewer than the smallest size closes or is filled up, whichever moves fewer people
    (:func:`plan_tables`); everybody else stays. Who moves where is chosen by annealing over
    those who move. Only where a condition cannot be kept so, the round is seated anew.
    """
    missing = set(previous) | set(absent)
    here = tuple(person for person in people if person.id not in set(absent))
    if unknown := sorted(missing - set(known(people))):
        raise BadInput(f"{unknown[0]!r} is not among the people", expected="a known id")
    if not here:
        raise BadInput("nobody is there", expected="at least one person")
    rounds = max(len(tables) for tables in previous.values())
    if not 1 <= from_round <= rounds:
        raise BadInput(f"round {from_round} was asked for", expected=f"1 to {rounds}")
    kept = _only(conditions, frozenset(person.id for person in here))
    kept.check(here, rounds)
    before = _Before.of(here, previous, places, kept, rounds)
    problem = Problem(
        people=here,
        places=before.places,
        sizes=(),
        attributes=attributes_of(here, attributes),
        languages=working_languages(here, languages, limits[0]),
        conditions=kept,
    )
    stream = Stream(seed, "reseating")
    done = _Rounds(problem, before, from_round - 1, limits)
    at = done.seat(stream)
    seating = assembled(
        replace(problem, sizes=tuple(done.sizes)),
        at,
        facilitators,
        Stream(seed, "facilitators"),
        str(seed),
    )
    return _told(seating, done, before, previous, absent)


def _only(conditions: Conditions, here: frozenset[str]) -> Conditions:
    """The conditions of those who are there."""
    groups = (tuple(one for one in group if one in here) for group in conditions.together)
    return Conditions(
        pins=tuple(pin for pin in conditions.pins if pin.person in here),
        together=tuple(group for group in groups if len(group) > 1),
        apart=tuple(pair for pair in conditions.apart if here.issuperset(pair)),
    )


@dataclass(frozen=True)
class _Before:
    """Where those who are there sat: tables counted from 0, -1 for none; (people, rounds)."""

    places: tuple[Place, ...]
    at: NDArray[np.int32]
    seats: int

    @classmethod
    def of(
        cls,
        people: Sequence[Participant],
        previous: Mapping[str, tuple[int, ...]],
        places: Sequence[Place],
        conditions: Conditions,
        rounds: int,
    ) -> _Before:
        laid = {number for tables in previous.values() for number in tables if number}
        laid |= {pin.table for pin in conditions.pins}
        needs = frozenset().union(*(person.needs for person in people))
        known_places = {place.number: place for place in places}
        chosen = tuple(
            known_places.get(number, Place(number, offers=frozenset() if places else needs))
            for number in sorted(laid)
        )
        index = {place.number: t for t, place in enumerate(chosen)} | {0: -1}
        at = np.full((len(people), rounds), -1, dtype=np.int32)
        for p, person in enumerate(people):
            tables = previous.get(person.id, ())
            at[p, : len(tables)] = [index[number] for number in tables]
        full = Counter((r, t) for tables in previous.values() for r, t in enumerate(tables) if t)
        return cls(chosen, at, max(full.values()))


class _Rounds:
    """Seats the rounds that are still to come."""

    def __init__(
        self, problem: Problem, before: _Before, begin: int, limits: tuple[int, int]
    ) -> None:
        self.before, self.begin, self.limits = before, begin, limits
        self.rounds = before.at.shape[1]
        count = len(before.places)
        self.sizes = [
            tuple(np.bincount(column[column >= 0], minlength=count).tolist())
            for column in before.at.T
        ]
        self.problem = replace(problem, sizes=tuple(self.sizes))
        self.pinned = self.problem.fixed
        self.fewest = 0

    def seat(self, stream: Stream) -> NDArray[np.int32]:
        """Return the table of each person, -1 for none; (people, rounds)."""
        at = self.before.at.copy()
        kept, smallest = at.copy(), self.limits[0]
        for r in range(self.begin, self.rounds):
            kept[:, r], at[:, r] = self._round(r, stream)
        problem = replace(self.problem, sizes=tuple(self.sizes), kept=kept)
        facts = facts_of(problem)
        # People who came after a round sat with nobody in it.
        alone = -1 - np.arange(len(at), dtype=np.int32)[:, None]
        found = anneal_rounds(facts, np.where(at < 0, alone, at), stream, begin=self.begin)
        found = np.where(found < 0, -1, found)
        for r in range(self.begin, self.rounds):
            self.sizes[r] = relocated(problem, r, found, kept[:, r] < 0, (smallest, self._seats()))
        return found

    def _round(self, r: int, stream: Stream) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return who stays where (-1: moves) and a seating of one round."""
        stay = self._staying(r)
        plan = self._plan(r, stay)
        if plan is not None:
            self.fewest += plan.fewest + int(((stay < 0) & (self.before.at[:, r] >= 0)).sum())
            stay = self._leaving(r, stay, plan, stream)
            self.sizes[r] = plan.sizes
            problem = replace(
                self.problem, sizes=tuple(self.sizes), kept=_column(stay, r, self.rounds)
            )
            search = Search(problem, r, stream)
            if search.run():
                return stay, search.filled()
        return self._anew(r, plan, stream)

    def _staying(self, r: int) -> NDArray[np.int32]:
        """Who can stay where she is: unless a condition says otherwise."""
        stay = self.before.at[:, r].copy()
        needs, offers = self.problem.needs
        stay[(stay >= 0) & (needs & ~offers[stay] != 0)] = -1
        pinned = self.pinned[:, r]
        stay[pinned >= 0] = pinned[pinned >= 0]
        for p, others in enumerate(self.problem.apart):
            if stay[p] >= 0 and pinned[p] < 0 and any(stay[q] == stay[p] for q in others):
                stay[p] = -1
        for unit in self.problem.units:
            tables = {int(stay[p]) for p in unit}
            if len(tables) > 1:
                stay[[p for p in unit if pinned[p] < 0]] = -1
        return stay

    def _plan(self, r: int, stay: NDArray[np.int32]) -> Plan | None:
        here = np.bincount(stay[stay >= 0], minlength=len(self.before.places)).tolist()
        bound = set(self.pinned[:, r].tolist()) - {-1}
        smallest, largest = self.limits
        for most in (self.before.seats, largest):
            pairs = zip(self._seats(most), here, strict=True)
            seats = [max(there, people) for there, people in pairs]
            plan = plan_tables(here, seats, int((stay < 0).sum()), min(smallest, most), bound)
            if plan is not None:
                return plan
        return None

    def _seats(self, most: int | None = None) -> list[int]:
        """Seats of each table."""
        return [place.seats or most or self.before.seats for place in self.before.places]

    def _leaving(
        self, r: int, stay: NDArray[np.int32], plan: Plan, stream: Stream
    ) -> NDArray[np.int32]:
        """Choose who leaves tables that close or give."""
        stay = stay.copy()
        sizes = np.array(plan.sizes)
        stay[(stay >= 0) & (sizes[stay] == 0)] = -1
        units = {p: unit for unit in self.problem.units for p in unit}
        for table in range(len(sizes)):
            people = np.flatnonzero(stay == table).tolist()
            free = [p for p in people if self.pinned[p, r] < 0 and len(units[p]) == 1]
            # Whoever speaks most languages finds a table most easily.
            free = sorted(stream.shuffled(free), key=self._few_languages)
            stay[free[: max(0, len(people) - plan.sizes[table])]] = -1
        return stay

    def _few_languages(self, p: int) -> int:
        return -len(set(self.problem.languages).intersection(self.problem.people[p].languages))

    def _anew(
        self, r: int, plan: Plan | None, stream: Stream
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Seat a round from scratch: nobody but those pinned is sure to stay."""
        if plan is None:
            raise Infeasible(
                f"{len(self.before.at)} people do not fit at the tables of round {r + 1} with"
                f" {self.limits[0]} to {self.limits[1]} at each: seat them all anew."
            )
        problem = replace(self.problem, sizes=tuple(self.sizes), kept=None)
        return self.pinned[:, r], seat_round(problem, r, stream)


def _column(stay: NDArray[np.int32], r: int, rounds: int) -> NDArray[np.int32]:
    kept = np.full((len(stay), rounds), -1, dtype=np.int32)
    kept[:, r] = stay
    return kept


def _told(
    seating: Seating,
    done: _Rounds,
    before: _Before,
    previous: Mapping[str, tuple[int, ...]],
    absent: Collection[str],
) -> Reseating:
    moves = list(_moves(seating, done, before, previous))
    gone = [
        Move(person, r + 1, table, None, "Not there.")
        for person in previous
        if person in set(absent)
        for r, table in enumerate(previous[person])
        if table and r >= done.begin
    ]
    closed = {
        r + 1: tuple(
            place.number
            for place, size in zip(before.places, done.sizes[r], strict=True)
            if not size
            and any(len(row) > r and row[r] == place.number for row in previous.values())
        )
        for r in range(done.begin, done.rounds)
    }
    return Reseating(
        seating=seating,
        moved=tuple(move for move in moves if move.before is not None),
        arrived=tuple(move for move in moves if move.before is None),
        absent=tuple(gone),
        fewest=done.fewest,
        closed={r: tables for r, tables in closed.items() if tables},
    )


def _moves(
    seating: Seating,
    done: _Rounds,
    before: _Before,
    previous: Mapping[str, tuple[int, ...]],
) -> Iterator[Move]:
    numbers = [place.number for place in before.places]
    for p, (person, tables) in enumerate(seating.seats.items()):
        for r in range(done.begin, done.rounds):
            row = previous.get(person, ())
            old = row[r] if r < len(row) and row[r] else None
            if old != tables[r]:
                why = "New." if old is None else _why(done, p, r, numbers.index(old))
                yield Move(person, r + 1, old, tables[r], why)


def _why(done: _Rounds, p: int, r: int, table: int) -> str:
    left = int((done.before.at[:, r] == table).sum())
    number = done.before.places[table].number
    if done.pinned[p, r] >= 0:
        return "A pin asks for it."
    if not done.sizes[r][table]:
        return f"Table {number} has {left} left and closes."
    return f"Another table has too few; table {number} has {left} and can give."
