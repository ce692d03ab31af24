"""Exact chances where the relaxed quotas promise too much: column generation over real panels.

The chances are lifted as in `leximin`, but over the panels known so far; then the prices of the
programme ask for a panel that would let them rise further. The search is asked first, and only
when it finds none an integer programme, whose "no" is the proof.

References
----------
Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for selecting citizens' assemblies",
*Nature* 596, 2021, doi:10.1038/s41586-021-03788-6
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from .herding import GRID
from .search import board_of, refill, seek, tenure_of
from .solver import INFINITE, programme, solved
from .whole import best_kinds

if TYPE_CHECKING:
    import highspy
    from numpy.typing import NDArray

    from .conditions import Conditions
    from .herding import Steps

__all__ = ["Exact", "exact_chances"]

_NOTHING = 1e-7
_PLAY = 1e-8
_GAIN = 1e-6
_STEPS, _AFTER, _TENURE = 300, 60, 5
_QUESTIONS = 1500
"""Integer programmes at most; a number, not a time, so that every run stops at the same place."""


@dataclass(frozen=True)
class Exact:
    """Chances that a lottery over real panels gives.

    Attributes
    ----------
    chances : array of float, shape (kinds,)
    columns : array of int, shape (columns, kinds)
        How many of each kind, column by column.
    weights : array of float, shape (columns,)
    proved : bool
        Whether no lottery is better in the order of leximin; False when the search was cut short.
    ceiling : float, optional
        The lowest chance above 0 is at most this in any lottery; None when not known.
    """

    chances: NDArray[np.float64]
    columns: NDArray[np.int64]
    weights: NDArray[np.float64]
    proved: bool
    ceiling: float | None


def exact_chances(
    conditions: Conditions, panels: NDArray[np.int32], *, progress: Steps | None = None
) -> Exact:
    """Lift the chances over real panels, beginning with those known."""
    work = _Columns(conditions, panels, progress)
    while work.rising.any() and work.left > 0:
        work.lift()
    return work.result()


class _Columns:
    """The columns found and how far the chances have been lifted."""

    def __init__(
        self, conditions: Conditions, panels: NDArray[np.int32], progress: Steps | None
    ) -> None:
        self.of = conditions
        self.progress = progress
        self.sizes = conditions.kinds.sizes.astype(np.float64)
        self.rising = np.ones(len(self.sizes), dtype=bool)
        self.floors = np.zeros(len(self.sizes))
        self.left = _QUESTIONS
        self.ceiling: float | None = None
        self.board = board_of(conditions)
        kinds = conditions.kinds.of[panels]
        counts = np.zeros((len(panels), len(self.sizes)), dtype=np.int64)
        np.add.at(counts, (np.repeat(np.arange(len(panels)), conditions.size), kinds.ravel()), 1)
        self.columns = [tuple(row) for row in np.unique(counts, axis=0).tolist()]
        self.weights = np.zeros(len(self.columns))

    def lift(self) -> None:
        """Raise the floor as far as real panels allow, then hold those who keep it down."""
        solver = self._programme()
        while True:
            if self.left <= 0 or not solved(solver):
                self.left = 0
                return
            solution = solver.getSolution()
            floor, *weights = solution.col_value
            *duals, whole = solution.row_dual
            self.weights = np.array(weights)
            prices = np.maximum(np.array(duals), 0.0)
            column = self._better(prices / self.sizes, -whole)
            if column is None:
                break
            self._add(solver, column)
        self._hold(floor, prices)

    def _hold(self, floor: float, prices: NDArray[np.float64]) -> None:
        if self.ceiling is None and floor > _NOTHING:
            self.ceiling = floor
        held = self.rising & (prices > _NOTHING)
        if floor > 1 - _NOTHING or not held.any():
            held = self.rising.copy()
        self.floors[held] = floor
        self.rising &= ~held
        if self.progress is not None:
            done = int((~self.rising).sum())
            self.progress("proving exactly", done, len(self.rising))

    def _programme(self) -> highspy.Highs:
        """Variables: the floor, then a weight for each column; rows: the kinds, then the sum."""
        shares = np.array(self.columns, dtype=np.float64).T / self.sizes[:, None]
        rows = np.vstack([shares, np.ones(len(self.columns))])
        floor = np.append(np.where(self.rising, -1.0, 0.0), 0.0)
        matrix = sparse.csr_array(np.column_stack([floor, rows]))
        cost = np.zeros(1 + len(self.columns))
        cost[0] = -1.0
        least = np.append(np.where(self.rising, 0.0, self.floors - _PLAY), 1.0)
        most = np.append(np.full(len(self.sizes), INFINITE), 1.0)
        return programme(cost, np.ones(len(cost)), matrix, least, most)

    def _add(self, solver: highspy.Highs, column: NDArray[np.int64]) -> None:
        self.columns.append(tuple(column.tolist()))
        entries = np.append(column / self.sizes, 1.0)
        rows = np.flatnonzero(entries).astype(np.int32)
        solver.addCol(0.0, 0.0, 1.0, len(rows), rows, entries[rows])

    def _better(self, worth: NDArray[np.float64], now: float) -> NDArray[np.int64] | None:
        """A panel worth more than `now`; None when there is none."""
        scale = worth.max(initial=0.0)
        wishes = np.rint(worth / (scale or 1.0) * GRID).astype(np.int64)[self.of.kinds.of]
        refill(self.board, wishes, GRID)
        if seek(self.board, wishes, GRID, _STEPS, _AFTER, tenure_of(self.board, _TENURE)):
            kinds = self.of.kinds.of[self.board.best]
            found = np.bincount(kinds, minlength=len(self.sizes)).astype(np.int64)
            if float(worth @ found) > now + _GAIN:
                return found
        self.left -= 1
        # In parts of the highest worth, so that the solver's tolerances mean what they should.
        best = best_kinds(self.of, worth / (scale or 1.0))
        if best is not None and float(worth @ best) > now + _GAIN:
            return best
        return None

    def result(self) -> Exact:
        columns = np.array(self.columns, dtype=np.int64)
        weights = np.zeros(len(columns))
        weights[: len(self.weights)] = np.maximum(self.weights, 0.0)
        weights /= weights.sum() or 1.0
        chances = (columns / self.sizes).T @ weights
        return Exact(chances, columns, weights, not self.rising.any(), self.ceiling)
