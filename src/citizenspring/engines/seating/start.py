"""A first seating in which every hard condition holds: search, not luck.

Only people with a condition (pins, needs, somebody to sit with or apart from) are searched
for; everybody else fills the seats that stay free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.seating.relaxing import place_or_explain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.seating.encoding import Problem
    from citizenspring.engines.seeds import Stream

__all__ = ["Search", "first_seating", "seat_round"]

_MOST_STEPS = 20_000


def first_seating(problem: Problem, stream: Stream) -> NDArray[np.int32]:
    """Return the table of each person, counted from 0, shape (people, rounds).

    Raises
    ------
    Infeasible
        Naming the conditions that cannot all hold and the fewest to give up.
    """
    found = [seat_round(problem, r, stream) for r in range(len(problem.sizes))]
    return np.stack(found, axis=1)


def seat_round(problem: Problem, r: int, stream: Stream) -> NDArray[np.int32]:
    """Return the table of each person in one round, shape (people,)."""
    search = Search(problem, r, stream)
    if not search.run():
        search.chosen = dict(place_or_explain(problem, r, search.bound))
    return search.filled()


class Search:
    """Depth-first search for one round, the most bound units first, within a number of steps."""

    def __init__(self, problem: Problem, r: int, stream: Stream) -> None:
        self.units = problem.units
        self.stream = stream
        self.sizes = problem.sizes[r]
        self.free = list(self.sizes)
        self.fixed = problem.fixed[:, r]
        self.needs, self.offers = problem.needs
        self.apart = problem.apart
        self.unit_of = {p: number for number, unit in enumerate(self.units) for p in unit}
        self.chosen: dict[int, int] = {}
        self.steps = _MOST_STEPS
        self.tables = {n: self._tables(n) for n, unit in enumerate(self.units) if self._bound(unit)}
        # Ties by their number, so that the order is the same everywhere.
        self.bound = sorted(
            self.tables, key=lambda n: (len(self.tables[n]), -len(self.units[n]), n)
        )

    def run(self) -> bool:
        """Whether all could be placed."""
        options: list[list[int]] = []
        while len(options) < len(self.bound):
            unit = self.bound[len(options)]
            options.append(self._options(unit))
            while options and not options[-1]:
                options.pop()
                if not options or self.steps <= 0:
                    return False
                self._leave(self.bound[len(options) - 1])
            if options:
                self._sit(self.bound[len(options) - 1], options[-1].pop())
        return True

    def filled(self) -> NDArray[np.int32]:
        """Put everybody else on the seats that stay free."""
        at = np.full(len(self.fixed), -1, dtype=np.int32)
        for number, table in self.chosen.items():
            at[self.units[number]] = table
        taken = np.bincount(at[at >= 0], minlength=len(self.sizes))
        free = np.array(self.sizes) - taken
        at[at < 0] = self.stream.shuffled(np.repeat(np.arange(len(free)), free).tolist())
        return at

    def _bound(self, unit: list[int]) -> bool:
        return len(unit) > 1 or any(
            self.fixed[p] >= 0 or self.needs[p] or self.apart[p] for p in unit
        )

    def _tables(self, number: int) -> list[int]:
        unit = self.units[number]
        pinned = {int(self.fixed[p]) for p in unit if self.fixed[p] >= 0}
        wanted = int(np.bitwise_or.reduce(self.needs[unit]))
        return [
            table
            for table in (pinned or range(len(self.free)))
            if len(pinned) < 2 and not wanted & ~int(self.offers[table])  # noqa: PLR2004
        ]

    def _options(self, number: int) -> list[int]:
        """Tables a unit can go to now, the emptiest last."""
        self.steps -= 1
        unit = self.units[number]
        kept_from = {self.unit_of[q] for p in unit for q in self.apart[p]}
        taken = {self.chosen[other] for other in kept_from if other in self.chosen}
        open_tables = [
            table
            for table in self.tables[number]
            if self.free[table] >= len(unit) and table not in taken and number not in kept_from
        ]
        return sorted(self.stream.shuffled(open_tables), key=lambda table: self.free[table])

    def _sit(self, number: int, table: int) -> None:
        self.chosen[number] = table
        self.free[table] -= len(self.units[number])

    def _leave(self, number: int) -> None:
        self.free[self.chosen.pop(number)] += len(self.units[number])
