"""A numbered list of panels in which everybody appears as often as her chance says.

Each new panel favours those who have so far appeared too seldom (``debt += chance - panel``).
Then every panel is looked at again: would another one, in its place, bring the appearances
closer to the chances? All in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from .search import Board, board_of, place, refill, seek, tenure_of
from .whole import people_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from .conditions import Conditions

__all__ = ["GRID", "Mixture", "Steps", "herded", "herded_over", "on_grid", "settled"]

GRID = 1_000_003
"""Chances are rounded to parts of this prime: no fraction with a smaller denominator lies on the
edge between two parts, where two machines might round differently."""

_FINE = 2 * GRID
_STEPS = 400
_AFTER = 20
_TENURE = 5

_SHARES = (1, 4, 2, 8)
_SWEEP_STEPS = 40
_SWEEP_TENURE = 3
_SWEEPS = 12
_IDLE = 2
_HUNDREDTH = GRID // 100
_FARTHEST = 10_000


class Steps(Protocol):
    """Told what is being done, how much of it is done, and how much there is."""

    def __call__(self, step: str, done: int, total: int, /) -> None: ...


@dataclass(frozen=True)
class Mixture:
    """Panels and how often each counts.

    Attributes
    ----------
    panels : array of int32, shape (panels, size)
    weights : array of int, shape (panels,)
    """

    panels: NDArray[np.int32]
    weights: NDArray[np.int64]

    def first(self, count: int) -> Mixture:
        """The first `count` panels alone."""
        return Mixture(self.panels[:count], self.weights[:count])

    @property
    def total(self) -> int:
        return int(self.weights.sum())

    def appearances(self, people: int) -> NDArray[np.int64]:
        """How often each person appears, shape ``(people,)``."""
        weights = np.repeat(self.weights, self.panels.shape[1])
        found = np.bincount(self.panels.ravel(), weights=weights, minlength=people)
        return found.astype(np.int64)


def on_grid(chances: NDArray[np.float64]) -> NDArray[np.int64]:
    """Round chances to whole parts of the grid."""
    return np.rint(chances * GRID).astype(np.int64)


def herded(
    conditions: Conditions,
    parts: NDArray[np.int64],
    count: int,
    *,
    first: Callable[[], NDArray[np.int32]],
    progress: Steps | None = None,
) -> Mixture:
    """Make `count` panels one after the other.

    Parameters
    ----------
    conditions : Conditions
    parts : array of int, shape (people,)
        Chances on the grid.
    count : int
    first : callable
        Gives a panel when the search finds none at the start.
    progress : callable, optional
    """
    board = board_of(conditions)
    tenure = tenure_of(board, _TENURE)
    debt = np.zeros(len(parts), dtype=np.int64)
    panels = np.zeros((count, conditions.size), dtype=np.int32)
    for number in range(count):
        debt += parts
        refill(board, debt, _FINE)
        found = seek(board, debt, _FINE, _STEPS, _AFTER, tenure)
        if not found:
            place(board, panels[number - 1] if number else first())
            seek(board, debt, _FINE, _STEPS, _AFTER, tenure)
        panels[number] = board.best
        debt[board.best] -= GRID
        if progress is not None:
            progress("making panels", number + 1, count)
    return Mixture(panels, np.ones(count, dtype=np.int64))


def settled(
    conditions: Conditions,
    parts: NDArray[np.int64],
    mixture: Mixture,
    *,
    progress: Steps | None = None,
) -> Mixture:
    """Exchange panels of a uniform mixture until nobody appears a whole time too seldom."""
    board = board_of(conditions)
    panels = mixture.panels.copy()
    debt = _debt(parts, mixture)
    idle = 0
    for sweep in range(_SWEEPS):
        if debt.max() < GRID:
            break
        changed = 0
        for number in range(len(panels)):
            better = _better(board, debt, panels[number], _SHARES[sweep % len(_SHARES)])
            changed += better is not None
            if better is not None:
                panels[number] = better
        if progress is not None:
            progress("evening out", sweep + 1, _SWEEPS)
        idle = 0 if changed else idle + 1
        if idle == _IDLE:
            break
    _exchange_alike(conditions, panels, debt)
    return Mixture(panels, mixture.weights.copy())


def herded_over(
    conditions: Conditions, parts: NDArray[np.int64], count: int, columns: NDArray[np.int64]
) -> Mixture:
    """Make `count` panels out of given ones (how many of each kind, one a row)."""
    kinds = conditions.kinds
    debt = np.zeros(len(parts), dtype=np.int64)
    panels = np.zeros((count, conditions.size), dtype=np.int32)
    for number in range(count):
        debt += parts
        whole = np.zeros(len(kinds), dtype=np.int64)
        np.add.at(whole, kinds.of, debt)
        best = int(np.argmax(columns @ (whole // kinds.sizes)))
        panels[number] = people_of(conditions, columns[best], debt)
        debt[panels[number]] -= GRID
    return Mixture(panels, np.ones(count, dtype=np.int64))


def _exchange_alike(
    conditions: Conditions, panels: NDArray[np.int32], debt: NDArray[np.int64]
) -> None:
    """Let people who are alike take each other's places until they appear equally often."""
    inside = np.zeros((len(panels), len(debt)), dtype=bool)
    np.put_along_axis(inside, panels.astype(np.int64), values=True, axis=1)
    alone = np.where(conditions.homes < 0, conditions.kinds.of, -1)
    for kind in np.flatnonzero(conditions.kinds.sizes > 1).tolist():
        own = np.flatnonzero(alone == kind)
        while len(own) > 1:
            few, many = own[np.argmax(debt[own])], own[np.argmin(debt[own])]
            if debt[few] - debt[many] <= GRID:
                break
            number = int(np.argmax(inside[:, many] & ~inside[:, few]))
            panels[number][panels[number] == many] = few
            inside[number, [few, many]] = True, False
            debt[few] -= GRID
            debt[many] += GRID


def _debt(parts: NDArray[np.int64], mixture: Mixture) -> NDArray[np.int64]:
    return parts * mixture.total - GRID * mixture.appearances(len(parts))


def _better(
    board: Board, debt: NDArray[np.int64], panel: NDArray[np.int32], share: int
) -> NDArray[np.int32] | None:
    """Another panel in the place of `panel` that brings `debt` (changed here) closer to 0."""
    debt[panel] += GRID
    place(board, panel)
    wishes = _wishes(debt)
    fine = max(1, int(wishes.max()) // share)
    seek(board, wishes, fine, _SWEEP_STEPS, _SWEEP_STEPS, tenure_of(board, _SWEEP_TENURE))
    debt[board.best] -= GRID
    same = np.array_equal(np.sort(board.best), np.sort(panel))
    return None if same else board.best.copy()


def _wishes(debt: NDArray[np.int64]) -> NDArray[np.int64]:
    """How much the sum of fourth powers falls when a person is taken, in hundredths of a seat."""
    now = np.clip(debt // _HUNDREDTH, -_FARTHEST, _FARTHEST)
    then = np.clip((debt - GRID) // _HUNDREDTH, -_FARTHEST, _FARTHEST)
    found: NDArray[np.int64] = now**4 - then**4
    return found
