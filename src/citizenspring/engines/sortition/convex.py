"""A small interior-point method for convex programmes that are sums over single variables.

Minimises ``Σ curve/2·y² + slope·y - log·ln y`` under ``least <= matrix @ y <= most`` and
``lower <= y <= upper``. Rows named soft need not hold: half the square of what they miss is
added instead. Few rows and many variables: each step solves one system with a row per condition.

References
----------
Mehrotra, "On the implementation of a primal-dual interior point method", *SIAM Journal on
Optimization* 2(4), 1992, doi:10.1137/0802028
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import linalg

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Convex", "minimised"]

_STEPS = 80
_PATIENCE = 4
_CLOSE = 1e-10
_ACROSS = 0.995
_RIDGE = 1e-13
_SLIVER = 1e-200


@dataclass(frozen=True)
class Convex:
    """The programme; arrays of shape ``(variables,)``, ``(rows,)`` and ``(rows, variables)``."""

    curve: NDArray[np.float64]
    slope: NDArray[np.float64]
    log: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    matrix: NDArray[np.float64]
    least: NDArray[np.float64]
    most: NDArray[np.float64]
    soft: NDArray[np.bool_]


def minimised(programme: Convex) -> NDArray[np.float64]:
    """Find the best point, to about nine digits; the programme must have a solution."""
    state = _State(programme)
    best, nearest, worse = state.y, np.inf, 0
    for _ in range(_STEPS):
        with np.errstate(all="ignore"):
            try:
                left = state.advance()
            except linalg.LinAlgError:
                break
        worse = 0 if left < nearest else worse + 1
        if left < nearest:
            best, nearest = state.y, left
        # Near the end rounding takes over, and further steps lead away again.
        if not left >= _CLOSE or worse == _PATIENCE:
            break
    return np.clip(best, programme.lower, programme.upper)


@dataclass
class _Side:
    """Distances to a set of bounds, ``sign * (value - bound) >= 0``, and their prices."""

    at: NDArray[np.int64]
    sign: float
    bound: NDArray[np.float64]
    price: NDArray[np.float64]

    def gap(self, value: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.maximum(self.sign * (value[self.at] - self.bound), _SLIVER)

    def step(
        self, value: NDArray[np.float64], change: NDArray[np.float64], target: float
    ) -> NDArray[np.float64]:
        gap = self.gap(value)
        return target / gap - self.price - self.price / gap * self.sign * change[self.at]

    def pull(self, value: NDArray[np.float64], target: float) -> NDArray[np.float64]:
        found = np.zeros(len(value))
        found[self.at] = self.sign * (target / self.gap(value) - self.price)
        return found

    def stiffness(self, value: NDArray[np.float64]) -> NDArray[np.float64]:
        found = np.zeros(len(value))
        found[self.at] = self.price / self.gap(value)
        return found

    def force(self, size: int) -> NDArray[np.float64]:
        found = np.zeros(size)
        found[self.at] = self.sign * self.price
        return found


def _side(sign: float, bound: NDArray[np.float64], where: NDArray[np.bool_]) -> _Side:
    at = np.flatnonzero(where & np.isfinite(bound))
    return _Side(at, sign, bound[at], np.ones(len(at)))


def _inside(lower: NDArray[np.float64], upper: NDArray[np.float64]) -> NDArray[np.float64]:
    """A start strictly between the bounds."""
    low = np.where(np.isfinite(lower), lower, np.where(np.isfinite(upper), upper - 1, -1.0))
    high = np.where(np.isfinite(upper), upper, low + 1)
    return (low + high) / 2


class _State:
    """The point, its slacks and prices."""

    def __init__(self, programme: Convex) -> None:
        self.of = programme
        everywhere = np.ones(len(programme.curve), dtype=bool)
        self.loose = ~programme.soft & (programme.least < programme.most)
        self.y = _inside(programme.lower, programme.upper)
        self.slack = _inside(programme.least, programme.most)
        self.price = np.zeros(len(programme.least))
        self.sides_y = [
            _side(1.0, programme.lower, everywhere),
            _side(-1.0, programme.upper, everywhere),
        ]
        self.sides_slack = [
            _side(1.0, programme.least, self.loose),
            _side(-1.0, programme.most, self.loose),
        ]

    def advance(self) -> float:
        """Take one step; how far from the end it was."""
        one = self.of
        bend = one.curve + one.log / self.y**2
        for side in self.sides_y:
            bend = bend + side.stiffness(self.y)
        give = np.zeros(len(self.price))
        for side in self.sides_slack:
            give += side.stiffness(self.slack)
        give[self.loose] = 1.0 / np.maximum(give[self.loose], 1e-300)
        scaled = one.matrix / np.sqrt(bend)
        system = scaled @ scaled.T
        system[np.diag_indices_from(system)] += give + one.soft + _RIDGE * system.trace()
        factor = linalg.cho_factor(system, lower=True, overwrite_a=True, check_finite=False)
        between = self._distance()
        wanted = self._step(bend, give, factor, 0.0)
        reach = self._reach(wanted)
        aim = between * max(1e-6, (self._distance(wanted, reach) / max(between, 1e-300)) ** 3)
        step = self._step(bend, give, factor, aim)
        self._take(step, self._reach(step))
        left = max(between, self.miss)
        return left if np.isfinite(self.y).all() else np.inf

    def _step(
        self,
        bend: NDArray[np.float64],
        give: NDArray[np.float64],
        factor: tuple[NDArray[np.float64], bool],
        target: float,
    ) -> list[NDArray[np.float64]]:
        one = self.of
        right = one.log / self.y - one.curve * self.y - one.slope + one.matrix.T @ self.price
        for side in self.sides_y:
            right = right + side.pull(self.y, target) + side.force(len(self.y))
        push = -self.price
        for side in self.sides_slack:
            push = push + side.pull(self.slack, target) + side.force(len(self.slack))
        lack = self.slack - one.matrix @ self.y - np.where(one.soft, self.price, 0.0)
        self.miss = float(np.abs(lack).max(initial=0.0))
        wish = lack + np.where(self.loose, give * push, 0.0) - one.matrix @ (right / bend)
        price = linalg.cho_solve(factor, wish, check_finite=False)
        y = (right + one.matrix.T @ price) / bend
        slack = np.where(self.loose, give * (push - price), 0.0)
        sides = [side.step(self.y, y, target) for side in self.sides_y]
        sides += [side.step(self.slack, slack, target) for side in self.sides_slack]
        return [y, slack, price, *sides]

    def _pairs(self) -> list[tuple[_Side, NDArray[np.float64], int]]:
        first = [(side, self.y, 0) for side in self.sides_y]
        return first + [(side, self.slack, 1) for side in self.sides_slack]

    def _reach(self, step: list[NDArray[np.float64]]) -> float:
        """The longest step, up to 1, that keeps every distance and price positive."""
        longest = 1.0
        for (side, value, which), price in zip(self._pairs(), step[3:], strict=True):
            for now, change in (
                (side.gap(value), side.sign * step[which][side.at]),
                (side.price, price),
            ):
                falling = change < 0
                if falling.any():
                    longest = min(longest, _ACROSS * float((now[falling] / -change[falling]).min()))
        return longest

    def _distance(self, step: list[NDArray[np.float64]] | None = None, reach: float = 0.0) -> float:
        """Mean of distance times price over all bounds, now or after a step."""
        total, many = 0.0, 0
        for place, (side, value, which) in enumerate(self._pairs()):
            gap, price = side.gap(value), side.price
            if step is not None:
                gap = gap + reach * side.sign * step[which][side.at]
                price = price + reach * step[3 + place]
            total += float(gap @ price)
            many += len(gap)
        return total / max(many, 1)

    def _take(self, step: list[NDArray[np.float64]], reach: float) -> None:
        self.y = self.y + reach * step[0]
        self.slack = self.slack + reach * step[1]
        self.price = self.price + reach * step[2]
        for (side, _, _), price in zip(self._pairs(), step[3:], strict=True):
            side.price = side.price + reach * price
