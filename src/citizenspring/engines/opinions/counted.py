"""Who takes part in the groups, and why somebody does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FEWEST_PEOPLE", "FEWEST_VOTES", "counted_people", "votes_needed"]

FEWEST_VOTES = 7
FEWEST_PEOPLE = 15


def votes_needed(statements: int) -> int:
    """How many votes place a person on the map: seven, or all when there are fewer."""
    return min(FEWEST_VOTES, statements)


def counted_people(
    seen: NDArray[np.int64], statements: int, *, keep: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:
    """Say who takes part in the groups.

    Parameters
    ----------
    seen : ndarray of int, shape (people,)
        Votes of each person.
    statements : int
    keep : ndarray of bool, shape (people,), optional
        People who took part before and stay.

    Returns
    -------
    ndarray of bool, shape (people,)
        Everybody with enough votes; when they are under 15, those with most votes after
        them, first come first, until they are 15.

    Examples
    --------
    >>> counted_people(np.array([9, 2, 7, 6]), 30).tolist()
    [True, True, True, True]
    >>> counted_people(np.array([9] * 15 + [6]), 30).tolist()[-2:]
    [True, False]
    """
    counted = seen >= votes_needed(statements)
    if keep is not None:
        counted |= keep
    missing = FEWEST_PEOPLE - int(counted.sum())
    if missing > 0:
        others = np.flatnonzero(~counted & (seen > 0))
        counted[others[np.argsort(-seen[others], kind="stable")][:missing]] = True
    return counted
