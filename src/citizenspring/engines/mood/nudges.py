"""When to ask for more answers: rarely, at even distances, and only when it is needed.

The time from the opening to two days before the end is cut into equal parts, at most five and none
shorter than a day; between two parts lies a moment for one reminder. At such a moment a reminder
goes out only if the present rate would miss the target, otherwise that moment passes unused.
"""

from collections.abc import Collection
from dataclasses import dataclass

from citizenspring.engines.mood.forecast import Forecast

__all__ = ["MOST", "QUIET_DAYS", "Nudging", "moments", "nudging"]

MOST = 4
"""Reminders a mood check may send."""
QUIET_DAYS = 2.0
"""Days at the end in which none is sent."""


@dataclass(frozen=True)
class Nudging:
    """Whether a reminder is to go out.

    Parameters
    ----------
    number : int
        Which of the moments has come, counted from 1; 0 before the first.
    is_due : bool
        Whether a reminder goes out at it.
    reason : str
        ``early``, ``quiet``, ``done``, ``on course`` or ``would miss``.
    """

    number: int
    is_due: bool
    reason: str


def moments(span: float) -> list[float]:
    """The days after the opening at which a reminder may go out.

    Examples
    --------
    >>> moments(12)
    [2.0, 4.0, 6.0, 8.0]
    >>> moments(2.5)
    []
    """
    usable = span - QUIET_DAYS
    parts = min(MOST + 1, int(usable))
    return [usable * number / parts for number in range(1, parts)]


def nudging(
    day: float, span: float, found: Forecast | None, target: int, *, used: Collection[int] = ()
) -> Nudging:
    """Say whether a reminder is to go out now.

    Parameters
    ----------
    day : float
        Days since the opening.
    span : float
        Days from the opening to the end.
    found : Forecast or None
        Where the answers are going.
    target : int
        Answers wanted.
    used : collection of int
        Moments at which it was decided already.

    Examples
    --------
    >>> from citizenspring.engines.mood.forecast import forecast
    >>> nudging(20, 60, forecast([100] * 20, 40), 30_000)
    Nudging(number=1, is_due=True, reason='would miss')
    >>> nudging(59, 60, forecast([100] * 59, 1), 30_000).reason
    'quiet'
    """
    number = sum(1 for moment in moments(span) if moment <= day)
    if day > span - QUIET_DAYS:
        return Nudging(number, is_due=False, reason="quiet")
    if number == 0 or found is None:
        return Nudging(0, is_due=False, reason="early")
    if number in used:
        return Nudging(number, is_due=False, reason="done")
    would_miss = found.misses(target)
    return Nudging(number, would_miss, "would miss" if would_miss else "on course")
