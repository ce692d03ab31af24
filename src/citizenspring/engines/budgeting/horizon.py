"""How much more endowment leaves a run of equal shares exactly as it is.

While the same voters pay in full and the same projects are bought in the same order, every
price and every purse is linear in the endowment. So each condition of the run holds up to a
computable point, and the nearest of these is certain to leave the result unchanged before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.equal_shares import Run

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

__all__ = ["horizon"]

# The nearest point is computed in floats: this part of it is given away for their errors.
_SAFETY = 1e-6
_NOISE = 1e-9


def horizon(run: Run) -> float:
    """Return by how much the endowment may grow, at least, with the same result.

    Parameters
    ----------
    run : Run

    Returns
    -------
    float
        In the units of the vote, from 0 up; 0 where something stands on the edge.
    """
    given = run.supporters
    found = _horizon(
        given.starts, given.types, given.float_utilities, given.float_weights,
        given.election.entry_costs(), given.satisfaction.scales,
        np.array(run.bought, np.int32), run.paid, run.ended, float(run.endowment),
    )  # fmt: skip
    return max(0.0, float(found) * (1 - _SAFETY) - _NOISE * float(run.endowment))


@njit(cache=True, nogil=True)
def _horizon(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917  # because compiled code takes arrays one by one, and a call in its loops costs as much as the work
    starts: NDArray[np.int64],
    types: Ints,
    utilities: Floats,
    weights: Floats,
    costs: Floats,
    scales: Floats,
    bought: Ints,
    paid: Floats,
    ended: Ints,
    endowment: float,
) -> float:
    money = np.full(weights.size, endowment)
    slope = np.ones(weights.size)
    done = np.zeros(costs.size, np.bool_)
    far = np.inf
    for step in range(bought.size + 1):
        last = step == bought.size
        project = -1 if last else bought[step]
        rho = np.inf if last else paid[step]
        rise = 0.0
        if not last:
            rich = 0.0
            for at in range(starts[project], starts[project + 1]):
                kind = types[at]
                if ended[kind] == step:
                    rise -= weights[kind] * slope[kind]
                elif ended[kind] < 0 or ended[kind] > step:
                    rich += weights[kind] * utilities[at]
            if rich == 0.0:
                return 0.0
            rise /= rich
            done[project] = True
        for other in range(costs.size):
            if done[other] or costs[other] <= 0.0 or starts[other] == starts[other + 1]:
                continue
            factor = 1.0 if last else scales[project] / scales[other]
            room = costs[other]
            change = 0.0
            constant = rise == 0.0 and not last
            until = np.inf
            for at in range(starts[other], starts[other + 1]):
                kind = types[at]
                due = rho * factor * utilities[at]
                if money[kind] <= due * (1 + _NOISE):
                    constant = constant and money[kind] == 0.0
                if constant and slope[kind] < 0.0:
                    until = min(until, (money[kind] - due) / -slope[kind])
                if money[kind] <= due:
                    room -= weights[kind] * money[kind]
                    change -= weights[kind] * slope[kind]
                else:
                    room -= weights[kind] * due
                    change -= weights[kind] * rise * factor * utilities[at]
            if room <= _NOISE * costs[other]:
                # Prices that hang on no purse stay as they are, so does who goes first.
                if not constant:
                    return 0.0
                far = min(far, until)
            elif change < 0.0:
                far = min(far, -room / change)
        if last:
            return far
        for at in range(starts[project], starts[project + 1]):
            kind = types[at]
            if money[kind] <= 0.0:
                continue
            gap = money[kind] - rho * utilities[at]
            change = slope[kind] - rise * utilities[at]
            if ended[kind] == step:
                if change > 0.0:
                    far = min(far, max(0.0, -gap) / change)
                money[kind] = 0.0
                slope[kind] = 0.0
            else:
                if change < 0.0:
                    far = min(far, max(0.0, gap) / -change)
                money[kind] = max(0.0, gap)
                slope[kind] = change
    return far
