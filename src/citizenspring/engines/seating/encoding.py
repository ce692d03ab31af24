"""People, tables and conditions become the whole numbers that the annealing works on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.seating import distances
from citizenspring.engines.seating.board import Board, Facts
from citizenspring.engines.seating.people import units_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from citizenspring.engines.seating.people import Conditions, Participant, Place

__all__ = ["Problem", "facts_of", "set_board"]

_BITS = 62


@dataclass(frozen=True)
class Problem:
    """A gathering as asked for.

    Attributes
    ----------
    people : tuple of Participant
    places : tuple of Place
        The tables that are used.
    sizes : tuple of tuples of int
        People at each table, by round.
    attributes, languages : tuple of str
    conditions : Conditions
    kept : ndarray, optional
        Tables that people keep, counted from 0, -1 for none; shape (people, rounds).
    """

    people: tuple[Participant, ...]
    places: tuple[Place, ...]
    sizes: tuple[tuple[int, ...], ...]
    attributes: tuple[str, ...]
    languages: tuple[str, ...]
    conditions: Conditions
    kept: NDArray[np.int32] | None = None

    @cached_property
    def index(self) -> dict[str, int]:
        return {person.id: number for number, person in enumerate(self.people)}

    @cached_property
    def units(self) -> list[list[int]]:
        """Who must sit together: everybody is in one unit, most of them alone."""
        return units_of(self.people, self.conditions)

    @cached_property
    def fixed(self) -> NDArray[np.int32]:
        """Table each person is pinned to, counted from 0, -1 for none; (people, rounds)."""
        if self.kept is not None:
            return self.kept
        found = np.full((len(self.people), len(self.sizes)), -1, dtype=np.int32)
        index, table = self.index, {place.number: t for t, place in enumerate(self.places)}
        for pin in self.conditions.pins:
            for r in range(len(self.sizes)):
                if pin.holds_in(r + 1):
                    found[index[pin.person], r] = table[pin.table]
        return found

    @cached_property
    def apart(self) -> list[set[int]]:
        """Whom each person keeps from."""
        found: list[set[int]] = [set() for _ in self.people]
        index = self.index
        for one, other in self.conditions.apart:
            found[index[one]].add(index[other])
            found[index[other]].add(index[one])
        return found

    @cached_property
    def needs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Properties as bits: what people need, and what tables offer."""
        names = sorted(set().union(*(person.needs for person in self.people)))
        bit = {name: 1 << k for k, name in enumerate(names)}
        wanted = [sum(bit[name] for name in person.needs) for person in self.people]
        offered = [sum(bit.get(name, 0) for name in place.offers) for place in self.places]
        return np.array(wanted, dtype=np.int64), np.array(offered, dtype=np.int64)

    def rooms(self) -> list[dict[str, int]]:
        """How many people have each value, by attribute."""
        return [
            dict(sorted(Counter(one.attributes[name] for one in self.people).items()))
            for name in self.attributes
        ]


def facts_of(problem: Problem) -> Facts:
    """Return what no exchange of seats changes."""
    n = len(problem.people)
    sizes = np.array(problem.sizes, dtype=np.int32)
    kinds = sorted(set(sizes.ravel().tolist()))
    value, step = _values(problem, kinds)
    speaks, home = _tongues(problem)
    needs, offers = problem.needs
    units, apart, fixed = problem.units, problem.apart, problem.fixed >= 0
    unit = np.empty(n, dtype=np.int32)
    for number, members in enumerate(units):
        unit[members] = number
    lengths = np.array([len(members) for members in units], dtype=np.int32)
    alone = lengths[unit] == 1
    # Fewer have a seat in a round that was over when somebody came.
    table_of = np.full((len(sizes), n), -1, dtype=np.int32)
    for r, row in enumerate(sizes):
        table_of[r, : row.sum()] = np.repeat(np.arange(len(row), dtype=np.int32), row)
    first = np.concatenate([np.zeros((len(sizes), 1), np.int32), sizes.cumsum(axis=1)], axis=1)
    return Facts(
        value=value,
        step=step,
        speaks=speaks,
        home=home,
        needs=needs,
        offers=offers,
        fixed=fixed,
        free=np.argsort(fixed, axis=0, kind="stable").T.astype(np.int32).copy(),
        free_count=(~fixed).sum(axis=0, dtype=np.int32),
        plain=alone & (needs == 0) & np.array([not others for others in apart]),
        unit=unit,
        unit_size=lengths[unit],
        unit_start=_starts(lengths),
        unit_people=np.array([p for members in units for p in members], dtype=np.int32),
        apart_start=_starts(np.array([len(others) for others in apart])),
        apart_people=np.array([p for others in apart for p in sorted(others)], dtype=np.int32),
        table_of=table_of,
        first=first.astype(np.int32),
        kind=np.searchsorted(kinds, sizes).astype(np.int32),
        languages=len(problem.languages),
    )


def _starts(lengths: NDArray[np.int32] | NDArray[np.int64]) -> NDArray[np.int32]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)


def _values(problem: Problem, kinds: Sequence[int]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    n, rooms = len(problem.people), problem.rooms()
    total = sum(len(room) for room in rooms)
    value = np.zeros((n, len(rooms)), dtype=np.int32)
    step = np.zeros((len(kinds), total, max(kinds) + 1), dtype=np.int64)
    begin = 0
    for a, (name, room) in enumerate(zip(problem.attributes, rooms, strict=True)):
        number = {said: begin + k for k, said in enumerate(room)}
        value[:, a] = [number[person.attributes[name]] for person in problem.people]
        for row, size in enumerate(kinds):
            # A table that is not laid costs nothing.
            for said, count in room.items() if size else ():
                here = [distances.parts(k, size, count, n) for k in range(step.shape[2] + 1)]
                step[row, number[said]] = np.diff(here)
        begin += len(room)
    return value, step


def _tongues(problem: Problem) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    bit = {language: 1 << k for k, language in enumerate(problem.languages)}
    speaks = [sum(bit.get(one, 0) for one in person.languages) for person in problem.people]
    homes = sorted({person.languages[0] if person.languages else "" for person in problem.people})
    home_bit = {language: 1 << (k % _BITS) for k, language in enumerate(homes)}
    home = [home_bit[person.languages[0] if person.languages else ""] for person in problem.people]
    return np.array(speaks, dtype=np.int64), np.array(home, dtype=np.int64)


def set_board(facts: Facts, at: NDArray[np.int32]) -> Board:
    """Seat people at the tables given, shape (people, rounds); tables below 0 are no tables."""
    n, rounds = at.shape
    tables = facts.kind.shape[1]
    who = np.argsort(at, axis=0, kind="stable").T.astype(np.int32).copy()
    seat = np.empty((n, rounds), dtype=np.int32)
    counts = np.zeros((rounds, tables, facts.step.shape[1]), dtype=np.int32)
    speakers = np.zeros((rounds, tables, facts.languages), dtype=np.int32)
    for r in range(rounds):
        seat[who[r], r] = np.arange(n, dtype=np.int32)
        here = np.flatnonzero(at[:, r] >= 0)
        for a in range(facts.value.shape[1]):
            np.add.at(counts[r], (at[here, r], facts.value[here, a]), 1)
        for k in range(facts.languages):
            np.add.at(
                speakers[r, :, k], at[here, r], (facts.speaks[here] >> k & 1).astype(np.int32)
            )
    return Board(
        who=who,
        seat=seat,
        at=at.astype(np.int32).copy(),
        counts=counts,
        speakers=speakers,
        tongue=np.zeros((rounds, tables), dtype=np.int64),
        again=_again(facts, at),
        partners=np.zeros(int(np.diff(facts.first, axis=1).max()) + 1, dtype=np.int32),
    )


def _again(facts: Facts, at: NDArray[np.int32]) -> NDArray[np.int32]:
    """Times each person's table-mates of a round sit with her in other rounds."""
    n, rounds = at.shape
    found = np.zeros((n, rounds), dtype=np.int32)
    for r in range(rounds):
        for other in range(r):
            both = at[:, r].astype(np.int64) * (2 * n + 1) + at[:, other] + n
            times = _alike(both) - _alike(both * n + facts.unit)
            found[:, r] += times
            found[:, other] += times
    return found


def _alike(keys: NDArray[np.int64]) -> NDArray[np.int32]:
    """How many have the same key as each."""
    _, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray(counts[place], dtype=np.int32)
