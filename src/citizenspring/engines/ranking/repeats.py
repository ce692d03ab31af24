"""The same ballots cast again by others like those who came (Poisson bootstrap).

References
----------
Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7, 1979,
doi:10.1214/aos/1176344552. Hanley and MacGibbon, "Creating non-parametric bootstrap samples
using Poisson frequencies", 2006, doi:10.1016/j.cmpb.2006.04.006.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaln, ndtri

from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.ranking.ballots import RankedBallots

__all__ = ["repeated_weights"]

_MOST, _LEAST = 200, 40
_WORK = 4e9
_MANY = 1_000.0


def repeated_weights(votes: RankedBallots, seed: str | int) -> NDArray[np.float64] | None:
    """Draw how often each ballot is cast in each repetition, shape (repetitions, ballots).

    None where that would take too long: repetitions × ballots × options².
    """
    ballots, options = len(votes.ballots), len(votes.options)
    once = max(ballots * options**2 + options**3, 1)
    repetitions = int(min(_MOST, _WORK / once))
    if repetitions < _LEAST or not ballots:
        return None
    often = votes.whole_weights / votes.scale
    # Sixteen bits a number are fine enough for a count of a few, and four times cheaper.
    drawn = Stream(seed, "repeated ballots").take(2 * repetitions * ballots)
    uniform = (np.frombuffer(drawn, dtype=">u2") + 0.5) / 65_536.0
    return _poisson(uniform.reshape(repetitions, ballots), often)


def _poisson(uniform: NDArray[np.float64], means: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn uniform numbers into Poisson ones; ballots cast as often share one table."""
    found = np.empty_like(uniform)
    for mean in np.unique(means).tolist():
        here = means == mean
        if mean > _MANY:
            # So many vote alike that the bell curve is as good, and needs no table.
            near = mean + np.sqrt(mean) * ndtri(uniform[:, here])
            found[:, here] = np.rint(near)
            continue
        numbers = np.arange(int(mean + 12.0 * np.sqrt(mean) + 30.0))
        chances = np.exp(numbers * np.log(mean) - mean - gammaln(numbers + 1.0))
        found[:, here] = np.searchsorted(chances.cumsum(), uniform[:, here])
    return found
