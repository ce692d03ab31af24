"""The search of the Method of Equal Shares in floats, with an error bound on every number.

One call goes on buying until nothing is affordable, or until two numbers lie so close that
their error bounds overlap: then it stops and leaves the decision to rational arithmetic.
Nothing here is ever decided within the bounds of error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]
    Flags = NDArray[np.bool_]

__all__ = ["advance"]

_ROUND = 2.3e-16


@njit(cache=True, nogil=True)
def _price(  # noqa: PLR0913, PLR0915, PLR0917  # because compiled code takes arrays one by one
    begin: int,
    end: int,
    cost: float,
    rho: float,
    types: Ints,
    utilities: Floats,
    uniform: bool,  # noqa: FBT001  # because compiled code is called by position
    purses: Floats,
) -> tuple[float, float, int]:
    """Lowest rho at which the supporters pay the cost, from a lower bound, and its error.

    Newton's method on the sum of payments, which is concave in rho: it never overshoots, and
    is done when no supporter changes sides. The third number is 0 for a sure answer, 1 when
    the supporters surely lack the money, 2 when only exact arithmetic can tell.
    """
    while True:
        rich = 0.0
        poor = 0.0
        slack = 0.0
        worst = 0.0
        below = -1.0
        above = np.inf
        for at in range(begin, end):
            kind = types[at]
            utility = 1.0 if uniform else utilities[at]
            money = purses[kind, 0]
            weight = purses[kind, 2]
            cap = money if uniform else money / utility
            if cap > rho:
                rich += weight * utility
                above = min(above, cap)
                worst = max(worst, purses[kind, 1] / utility)
            elif cap > 0.0:
                poor += weight * money
                slack += weight * purses[kind, 1]
                below = max(below, cap)
                worst = max(worst, purses[kind, 1] / utility)
        noise = slack + (end - begin + 4) * _ROUND * (cost + poor)
        if rich == 0.0:
            if poor + noise < cost:
                return rho, 0.0, 1
            return rho, noise, 2
        better = (cost - poor) / rich
        if better <= rho * (1 + _ROUND) or better <= above:
            rho = max(rho, better)
            wrong = noise / rich + 4 * _ROUND * rho
            near = rho - below <= wrong + worst or above - rho <= wrong + worst
            return rho, wrong, 2 if near else 0
        rho = better


@njit(cache=True, nogil=True)
def advance(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917  # because compiled code takes arrays one by one, and a call in its loops costs as much as the work
    starts: NDArray[np.int64],
    types: Ints,
    utilities: Floats,
    uniform: bool,  # noqa: FBT001  # because compiled code is called by position
    purses: Floats,
    costs: Floats,
    scales: Floats,
    low: Floats,
    open_: Flags,
    ended: Ints,
    bought: Ints,
    paid: Floats,
    fresh: Flags,
    near: Ints,
    step: int,
) -> tuple[int, int]:
    """Buy on until the end or until a decision needs exact arithmetic.

    Parameters
    ----------
    starts, types, utilities : ndarray
        Supporters of each project: type and utility.
    uniform : bool
        All utilities are 1.
    purses : ndarray of float64, shape (types, 3)
        What each voter of a type has left, how wrong that may be, and how many they are;
        changed.
    costs, scales : ndarray of float64, shape (projects,)
    low : ndarray of float64, shape (projects,)
        Lower bound of rho; changed.
    open_ : ndarray of bool, shape (projects,)
        Still to be considered; changed.
    ended : ndarray of int32, shape (types,)
        Step in which a type spent the last of its money, -1 before; changed.
    bought : ndarray of int32, paid : ndarray of float64, shape (projects,)
        What was bought step by step, and at which rho; changed.
    fresh, near : ndarray
        Workspace; `near` lists what must be decided.
    step : int

    Returns
    -------
    step, count : int
        Steps done; projects in `near`, 0 when nothing is affordable any more.
    """
    n_projects = costs.size
    upper = np.empty(n_projects)
    sure = np.empty(n_projects, np.int8)
    while True:
        best = np.inf
        chosen = -1
        fresh[:] = False
        while True:
            next_, key = -1, np.inf
            for one in range(n_projects):
                if open_[one] and not fresh[one] and low[one] * scales[one] < key:
                    next_, key = one, low[one] * scales[one]
            if next_ < 0 or key > best:
                break
            one = next_
            rho, wrong, answer = _price(
                starts[one],
                starts[one + 1],
                costs[one],
                low[one],
                types,
                utilities,
                uniform,
                purses,
            )
            if answer == 1:
                open_[one] = False
                continue
            fresh[one] = True
            sure[one] = answer
            low[one] = max(low[one], (rho - wrong) * (1 - _ROUND))
            upper[one] = (rho + wrong) * scales[one] * (1 + 4 * _ROUND)
            paid[step] = rho if answer == 0 and upper[one] < best else paid[step]
            if answer == 0 and upper[one] < best:
                best, chosen = upper[one], one
        count = 0
        for one in range(n_projects):
            if open_[one] and fresh[one] and low[one] * scales[one] * (1 - 4 * _ROUND) <= best:
                near[count] = one
                count += 1
        if count == 0:
            return step, 0
        if count > 1 or sure[near[0]] != 0:
            return step, count
        rho = paid[step]
        wrong = (upper[chosen] / scales[chosen] - rho) + 4 * _ROUND * rho
        for at in range(starts[chosen], starts[chosen + 1]):
            kind = types[at]
            if purses[kind, 0] > 0.0:
                pay = rho if uniform else rho * utilities[at]
                if purses[kind, 0] <= pay:
                    purses[kind, 0] = 0.0
                    purses[kind, 1] = 0.0
                    ended[kind] = step
                else:
                    purses[kind, 0] -= pay
                    purses[kind, 1] += wrong * (1.0 if uniform else utilities[at])
                    purses[kind, 1] += _ROUND * purses[kind, 0]
        bought[step] = chosen
        open_[chosen] = False
        step += 1
