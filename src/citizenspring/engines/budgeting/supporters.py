"""Who supports what, arranged by project: made once for a vote and a measure."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.budgeting.satisfaction import measured

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.election import Election
    from citizenspring.engines.budgeting.satisfaction import Measure, Satisfaction

__all__ = ["Supporters", "supporters_of"]


@dataclass(frozen=True, eq=False)
class Supporters:
    """Supporters of each project: ballot types with a utility above 0.

    Attributes
    ----------
    election : Election
    satisfaction : Satisfaction
    costs : tuple of int
        In the units of the vote.
    starts : ndarray of int64, shape (projects + 1,)
    types : ndarray of int32, shape (entries,)
    utilities : ndarray of int64, shape (entries,)
    weights : ndarray of int64, shape (types,)
    totals : tuple of int
        Sum of the utilities of all supporters, by project.
    """

    election: Election
    satisfaction: Satisfaction
    costs: tuple[int, ...]
    starts: NDArray[np.int64] = field(repr=False)
    types: NDArray[np.int32] = field(repr=False)
    utilities: NDArray[np.int64] = field(repr=False)
    weights: NDArray[np.int64] = field(repr=False)
    totals: tuple[int, ...] = field(repr=False)

    @cached_property
    def float_utilities(self) -> NDArray[np.float64]:
        """Utilities as floats, for searching only."""
        return self.utilities.astype(np.float64)

    @cached_property
    def float_weights(self) -> NDArray[np.float64]:
        """Weights as floats, for searching only."""
        return self.weights.astype(np.float64)

    @property
    def n_projects(self) -> int:
        """Number of projects."""
        return len(self.costs)

    def of(self, project: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return types and utilities of a project's supporters."""
        part = slice(int(self.starts[project]), int(self.starts[project + 1]))
        return self.types[part], self.utilities[part]

    def entries_of(self, kind: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return projects and utilities on a type's ballot, only those it supports."""
        ballots = self.election.ballots
        part = slice(int(ballots.starts[kind]), int(ballots.starts[kind + 1]))
        utilities = self.satisfaction.utilities[part]
        kept = utilities > 0
        return ballots.columns[part][kept], utilities[kept]

    def paid_counts(
        self, types: NDArray[np.int32], step: NDArray[np.int64], steps: int
    ) -> list[int]:
        """Return how many utilities of each step's project the types' voters paid for."""
        ballots = self.election.ballots
        sizes = (ballots.starts[1:] - ballots.starts[:-1])[types]
        ends = np.cumsum(sizes)
        begin = ballots.starts[types] - (ends - sizes)
        at = np.arange(int(ends[-1])) + np.repeat(begin, sizes)
        paid = step[ballots.columns[at]]
        utilities = self.satisfaction.utilities[at]
        kept = (paid >= 0) & (utilities > 0)
        counts = np.zeros(steps, np.int64)
        each = (utilities * np.repeat(self.weights[types], sizes))[kept]
        np.add.at(counts, paid[kept], each)
        return [int(one) for one in counts]

    def funded_for_nothing(self) -> list[int]:
        """Projects with supporters that cost nothing."""
        return [one for one, cost in enumerate(self.costs) if not cost and self.totals[one] > 0]

    def rank(self, project: int, rho: Fraction) -> Fraction:
        """Return what orders projects at their rhos, lowest bought first."""
        return self.satisfaction.rank(rho, self.costs[project])


def supporters_of(election: Election, measure: Measure | None = None) -> Supporters:
    """Arrange the ballots of a vote by project under a measure of satisfaction."""
    satisfaction = measured(election, measure)
    ballots = election.ballots
    kept = np.flatnonzero(satisfaction.utilities > 0)
    order = kept[np.argsort(ballots.columns[kept], kind="stable")]
    columns = ballots.columns[order]
    counts = np.bincount(columns, minlength=ballots.n_projects)
    types, utilities = ballots.rows[order], satisfaction.utilities[order]
    totals = np.zeros(ballots.n_projects, np.int64)
    np.add.at(totals, columns, utilities * ballots.weights[types])
    return Supporters(
        election,
        satisfaction,
        election.costs,
        np.concatenate([[0], np.cumsum(counts)]),
        types,
        utilities,
        ballots.weights,
        tuple(int(one) for one in totals),
    )
