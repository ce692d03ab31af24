"""Those who move go where a language is common, while there are free seats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.seating.interpreting import common_languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from citizenspring.engines.seating.encoding import Problem
    from citizenspring.engines.seating.people import Participant

__all__ = ["relocated"]


def relocated(
    problem: Problem,
    r: int,
    at: NDArray[np.int32],
    movers: NDArray[np.bool_],
    bounds: tuple[int, Sequence[int]],
) -> tuple[int, ...]:
    """Move people who move anyway from tables without a common language; change `at`.

    Parameters
    ----------
    problem : Problem
    r : int
    at : int32 (people, rounds)
    movers : bool (people,)
    bounds : tuple of (int, sequence of int)
        Smallest table, and the seats of each.

    Returns
    -------
    tuple of int
        People at each table afterwards.
    """
    for p in np.flatnonzero(movers & (at[:, r] >= 0)).tolist():
        home = int(at[p, r])
        here = _people(problem, at, r, home)
        if not problem.languages or common_languages(here, problem.languages):
            continue
        if len(here) > bounds[0] and not problem.apart[p] and not _bound(problem, p):
            at[p, r] = min(_better(problem, r, at, p, bounds[1]), default=(0, home))[1]
    return tuple(np.bincount(at[at[:, r] >= 0, r], minlength=len(problem.places)).tolist())


def _people(problem: Problem, at: NDArray[np.int32], r: int, table: int) -> list[Participant]:
    return [problem.people[p] for p in np.flatnonzero(at[:, r] == table).tolist()]


def _bound(problem: Problem, p: int) -> bool:
    return any(problem.people[p].id in group for group in problem.conditions.together)


def _better(
    problem: Problem, r: int, at: NDArray[np.int32], p: int, seats: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Tables where p finds a common language, with how many she has met or will meet again."""
    person = problem.people[p]
    others = np.delete(at, r, axis=1)
    for table, place in enumerate(problem.places):
        there = np.flatnonzero(at[:, r] == table)
        if 0 < len(there) < seats[table] and person.needs <= place.offers:
            people = [problem.people[q] for q in there.tolist()]
            if common_languages([*people, person], problem.languages):
                met = (others[there] == others[p]) & (others[p] >= 0)
                yield int(met.sum()), table
