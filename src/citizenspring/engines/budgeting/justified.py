"""Justified representation: whether every group gets what its size deserves.

Extended justified representation plus, up to one project: no unfunded project has supporters
all of whom would, even with it, have less satisfaction than their part of the budget buys of
it. Checking every group is a matter of sorting, because the worst group for a level of
satisfaction is everybody at or below that level.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from citizenspring.engines.budgeting.supporters import Supporters, supporters_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.election import Election
    from citizenspring.engines.budgeting.satisfaction import Measure

__all__ = ["Neglected", "check_justified"]

# Square roots are compared as whole numbers with this many binary digits behind the point.
_DIGITS = 40
_LARGEST = 1 << 62


@dataclass(frozen=True)
class Neglected:
    """A group that deserves more than it got.

    Attributes
    ----------
    project : str
        What it could have had.
    voters : int
        Its size.
    has : Fraction
        The most satisfaction any of them would have even with the project.
    deserves : Fraction
        What the group's part of the budget buys.
    """

    project: str
    voters: int
    has: Fraction
    deserves: Fraction


def check_justified(
    election: Election, funded: Collection[str], measure: Measure | None = None
) -> Neglected | None:
    """Look for a group that violates EJR+ up to one project.

    Parameters
    ----------
    election : Election
    funded : collection of str
    measure : str, optional
        Of satisfaction; what suits the ballots when not given.

    Returns
    -------
    Neglected or None
        The first violation in the order of the projects; None when there is none.

    Notes
    -----
    Equal shares never leave one: a voter who could not pay her part had spent her part of the
    budget at a better price. Takes time in proportion to the entries on ballots, and their
    logarithm for sorting. The square root is compared to 2^-40 of its unit.

    References
    ----------
    .. [1] Brill, Peters, "Robust and Verifiable Proportionality Axioms for Multiwinner
       Voting", EC 2023, doi:10.1145/3580507.3597785
    .. [2] Brill, Forster, Lackner, Maly, Peters, "Proportionality in Approval-Based
       Participatory Budgeting", AAAI 2023, doi:10.1609/aaai.v37i5.25687
    """
    given = supporters_of(election, measure)
    is_funded = np.zeros(given.n_projects, np.bool_)
    is_funded[[election.position[one] for one in funded]] = True
    worth, scale = _worth(given)
    # Costs with many decimals are too long for numbers of fixed size.
    fits = sum(worth) * int(given.utilities.max(initial=1)) < _LARGEST
    have: NDArray[Any] = np.zeros(given.weights.size, np.int64 if fits else object)
    for one in np.flatnonzero(is_funded).tolist():
        types, utilities = given.of(one)
        have[types] += worth[one] * utilities.astype(have.dtype)
    for one in np.flatnonzero(~is_funded).tolist():
        if 0 < given.costs[one] <= election.limit and given.totals[one] > 0:
            found = _violation(given, one, have, worth[one])
            if found is not None:
                at, size = found
                name = election.projects[one].id
                return Neglected(name, size, Fraction(at[0], scale), at[1] / scale)
    return None


def _worth(given: Supporters) -> tuple[list[int], int]:
    """Satisfaction of a utility of 1 with each project, as whole numbers over one scale."""
    measure, unit = given.satisfaction.measure, given.election.unit
    if measure == "cost":
        return list(given.costs), unit
    if measure == "sqrt":
        roots = [isqrt((cost << (2 * _DIGITS)) // unit) for cost in given.costs]
        return roots, 1 << _DIGITS
    scale = given.election.ballots.scale if measure == "points" else 1
    return [1] * given.n_projects, scale


def _violation(
    given: Supporters, project: int, have: NDArray[Any], worth: int
) -> tuple[tuple[int, Fraction], int] | None:
    types, utilities = given.of(project)
    level = have[types] + worth * utilities.astype(have.dtype)
    order = np.argsort(level, kind="stable")
    level = level[order]
    weights = given.weights[types][order]
    mine = np.cumsum(weights * utilities[order])
    last = np.flatnonzero(np.append(level[1:] != level[:-1], True))
    election = given.election
    factor = Fraction(worth * election.limit, election.n_voters * given.costs[project])
    # Floats only pick what is worth comparing exactly.
    near = mine[last] * float(factor) >= level[last].astype(float) * (1 - 1e-9)
    for at in last[near].tolist():
        deserves = factor * int(mine[at])
        if int(level[at]) <= deserves:
            return (int(level[at]), deserves), int(weights[: at + 1].sum())
    return None
