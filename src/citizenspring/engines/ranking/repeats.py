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

from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.ranking.ballots import RankedBallots

__all__ = ["repeated_weights"]

_MOST, _LEAST = 200, 40
_WORK = 4e9


def repeated_weights(votes: RankedBallots, seed: str | int) -> NDArray[np.float64] | None:
    """Draw how often each ballot is cast in each repetition, shape (repetitions, ballots).

    None where that would take too long: repetitions × ballots × options².
    """
    ballots, options = len(votes.ballots), len(votes.options)
    once = max(ballots * options**2 + options**3, 1)
    repetitions = int(min(_MOST, _WORK / once))
    if repetitions < _LEAST or not ballots:
        return None
    # scipy.stats takes a second to load.
    from scipy.stats import poisson  # noqa: PLC0415

    often = votes.whole_weights / votes.scale
    drawn = Stream(seed, "repeated ballots").floats(repetitions * ballots)
    found = poisson.ppf(drawn.reshape(repetitions, ballots), often)
    return np.asarray(found, dtype=np.float64)
