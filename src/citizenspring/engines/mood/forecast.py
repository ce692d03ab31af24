"""How many answers there will be on the last day, if people go on as in the last two weeks.

The present rate is the mean of the confirmed answers of the last fourteen whole days, or of all
days where there are fewer. The likely number is what is there now and that rate for each day left.
The interval is the one of a sum of independent days around an estimated mean: eight times in ten
the number lies in it, as long as the days to come are like those days. A day varies at least as
much as a Poisson count does.

References
----------
Hyndman and Athanasopoulos, *Forecasting: principles and practice*, 3rd edition, section 5.5
(prediction intervals of the mean method).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from citizenspring.engines.errors import BadInput

__all__ = ["DAYS", "Forecast", "forecast"]

DAYS = 14
"""Whole days that make the present rate."""
_EIGHT_IN_TEN = 1.2816


@dataclass(frozen=True)
class Forecast:
    """What to expect on the last day.

    Parameters
    ----------
    rate : float
        Answers a day at present.
    low, likely, high : int
        The likely number, and between which two it lies eight times in ten.
    days : int
        Whole days the rate comes from.
    """

    rate: float
    low: int
    likely: int
    high: int
    days: int

    def misses(self, target: int) -> bool:
        """Whether even the upper end stays under the target."""
        return self.high < target


def forecast(daily: Sequence[int], left: float, *, total: int | None = None) -> Forecast | None:
    """Say where the number of answers is going.

    Parameters
    ----------
    daily : sequence of int
        Confirmed answers of each whole day so far, the oldest first.
    left : float
        Days that are left.
    total : int, optional
        Answers there are now, with those of today; default: the sum of `daily`.

    Returns
    -------
    Forecast or None
        Nothing before the first whole day is over.

    Raises
    ------
    BadInput
        The days left are fewer than none.

    Examples
    --------
    >>> forecast([850] * 20, 34)
    Forecast(rate=850.0, low=45497, likely=45900, high=46303, days=14)
    >>> forecast([850] * 20, 34).misses(30_000)
    False
    """
    if left < 0:
        raise BadInput(f"{left} days are left", expected="none or more")
    if not daily:
        return None
    seen = list(daily)[-DAYS:]
    rate = sum(seen) / len(seen)
    spread = sum((day - rate) ** 2 for day in seen) / max(1, len(seen) - 1)
    sigma = sqrt(max(spread, rate) * (left + left**2 / len(seen)))
    now = sum(daily) if total is None else total
    likely, margin = now + rate * left, _EIGHT_IN_TEN * sigma
    ends = round(max(now, likely - margin)), round(likely), round(likely + margin)
    return Forecast(rate, *ends, len(seen))
