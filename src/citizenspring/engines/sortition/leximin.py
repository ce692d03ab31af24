"""Everybody's best chance over the relaxed quotas: lift the smallest, then the next, to the end.

The chances of one kind of people are alike. Writing them as ``floor + extra`` leaves a
programme with a row per quota and per kind of household; each round lifts the floor as far
as it goes and keeps those who hold it down (positive reduced cost) where they are. Any
lottery over real panels gives chances that obey these conditions, hence the answer is an upper
bound in the order of leximin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from .solver import INFINITE, programme, solved

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .conditions import Rows

__all__ = ["Chances", "lifted"]

_NOTHING = 1e-7
_SMALLEST_PLAY, _LARGEST_PLAY = 1e-10, 1e-6


@dataclass(frozen=True)
class Chances:
    """Best chances.

    Attributes
    ----------
    of : array of float, shape (kinds,)
    limits : tuple of tuple of int
        For each kind the rows that hold its chance down.
    """

    of: NDArray[np.float64]
    limits: tuple[tuple[int, ...], ...]


def lifted(rows: Rows, *, rounds: int | None = None) -> Chances | None:
    """Find the leximin chances; None when no chances obey the conditions.

    Parameters
    ----------
    rows : Rows
    rounds : int, optional
        Stop after so many floors above zero; those still rising get the last floor.
    """
    climb = _Climb(rows)
    above = 0
    while climb.rising.any():
        floor = climb.next_floor()
        if floor is None:
            return None
        above += floor > _NOTHING
        if rounds is not None and above >= rounds:
            climb.of[climb.rising] = floor
            break
    return Chances(np.clip(climb.of, 0.0, 1.0), tuple(climb.limits))


class _Climb:
    """The programme and how far it has come."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        kinds = rows.matrix.shape[1]
        self.by_kind = sparse.csc_array(rows.matrix)
        self.of = np.zeros(kinds)
        self.rising = np.ones(kinds, dtype=bool)
        self.limits: list[tuple[int, ...]] = [()] * kinds
        self.play = _SMALLEST_PLAY
        self.capped: set[int] = set()
        self.weight: NDArray[np.float64] = rows.matrix @ np.ones(kinds)
        wide = sparse.csr_array(
            sparse.hstack([rows.matrix, sparse.csr_array(self.weight[:, None])])
        )
        cost = np.append(np.zeros(kinds), -1.0)
        least = np.where(np.isinf(rows.least), -INFINITE, rows.least)
        self.solver = programme(cost, np.ones(kinds + 1), wide, least, rows.most)
        self.solver.setOptionValue("presolve", "off")

    def next_floor(self) -> float | None:
        """Lift the floor once; None when there is no solution."""
        while True:
            if not solved(self.solver):
                if self.rising.all() or self.play >= _LARGEST_PLAY:
                    return None
                self.play *= 10
                self._hold(~self.rising)
                self._shift()
                continue
            solution = self.solver.getSolution()
            found = np.array(solution.col_value)
            extra, floor = found[:-1], float(found[-1])
            if not self._cap(extra + floor):
                break
        self._settle(extra, floor, np.array(solution.col_dual)[:-1], np.array(solution.row_dual))
        return floor

    def _cap(self, chance: NDArray[np.float64]) -> bool:
        """Add the condition "at most 1" where it is broken; whether there was one."""
        broken = np.flatnonzero(self.rising & (chance > 1 + 1e-9)).tolist()
        new = [kind for kind in broken if kind not in self.capped]
        for kind in new:
            self.capped.add(kind)
            places = np.array([kind, len(self.of)], dtype=np.int32)
            self.solver.addRow(-INFINITE, 1.0, 2, places, np.ones(2))
        return bool(new)

    def _settle(
        self,
        extra: NDArray[np.float64],
        floor: float,
        pull: NDArray[np.float64],
        prices: NDArray[np.float64],
    ) -> None:
        if floor > 1 - _NOTHING:
            held = self.rising.copy()
        else:
            held = self.rising & (np.abs(pull) > _NOTHING) & (extra < _NOTHING)
        if not held.any():
            # Rounding hid them all: hold the one that pulls hardest.
            held[np.argmax(np.where(self.rising, np.abs(pull), -1.0))] = True
        binding = np.flatnonzero(np.abs(prices[: len(self.rows.most)]) > _NOTHING)
        at_most = {int(row) for row in binding if prices[row] < 0}
        for kind in np.flatnonzero(held).tolist():
            first, last = self.by_kind.indptr[kind], self.by_kind.indptr[kind + 1]
            own = self.by_kind.indices[first:last].tolist()
            self.limits[kind] = tuple(sorted(row for row in own if row in at_most))
        self.of[held] = max(floor, 0.0)
        self.rising &= ~held
        self._hold(held)
        self._shift()

    def _hold(self, kinds: NDArray[np.bool_]) -> None:
        """Those held may move by the play of rounding, and no more."""
        for kind in np.flatnonzero(kinds).tolist():
            self.solver.changeColBounds(kind, 0.0, 2 * self.play)

    def _shift(self) -> None:
        """Take the held ones off the rows, and off the column of the floor."""
        matrix = self.rows.matrix
        taken = matrix @ np.where(self.rising, 0.0, self.of - self.play)
        weight = matrix @ self.rising.astype(np.float64)
        for row, (least, most) in enumerate(zip(self.rows.least, self.rows.most, strict=True)):
            if weight[row] != self.weight[row]:
                self.solver.changeCoeff(row, len(self.of), float(weight[row]))
            low = -INFINITE if np.isinf(least) else float(least - taken[row])
            self.solver.changeRowBounds(row, low, float(most - taken[row]))
        self.weight = weight
