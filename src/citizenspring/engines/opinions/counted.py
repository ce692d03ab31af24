"""Who takes part in the groups, and why somebody does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from numpy.typing import NDArray

__all__ = [
    "FEWEST_PEOPLE",
    "FEWEST_VOTES",
    "counted_over_time",
    "counted_people",
    "votes_needed",
]

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


def counted_over_time(triples: Iterable[tuple[Hashable, Hashable, int]]) -> frozenset[Hashable]:
    """Say who takes part in Polis's groups, from the votes in the order they were cast.

    Who was once counted stays counted: the first people of a conversation, when it had
    few statements or fewer than 15 people, are in with fewer votes than later ones need.

    Parameters
    ----------
    triples : iterable of (person, statement, vote)
        In the order of time.

    Examples
    --------
    >>> early = [("ada", 1, 1)]
    >>> later = [(f"p{n}", s, 1) for n in range(20) for s in range(9)]
    >>> last = [("bo", 1, 1)]
    >>> counted = counted_over_time(early + later + last)
    >>> len(counted), "ada" in counted, "bo" in counted
    (21, True, False)
    """
    given: dict[Hashable, set[Hashable]] = {}
    statements: set[Hashable] = set()
    counted: set[Hashable] = set()
    for person, statement, _ in triples:
        mine = given.setdefault(person, set())
        mine.add(statement)
        statements.add(statement)
        if len(mine) >= votes_needed(len(statements)):
            counted.add(person)
        missing = FEWEST_PEOPLE - len(counted)
        if missing > 0:
            others = [one for one in given if one not in counted]
            counted.update(sorted(others, key=lambda one: -len(given[one]))[:missing])
    return frozenset(counted)
