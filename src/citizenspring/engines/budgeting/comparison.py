"""The comparison step: which of two outcomes more voters like better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.election import Election

__all__ = ["Comparison", "compare", "funded_on_ballots"]


@dataclass(frozen=True)
class Comparison:
    """Voters by which of two outcomes holds more of the projects they voted for.

    Attributes
    ----------
    prefer_first, prefer_second, equal : int
    """

    prefer_first: int
    prefer_second: int
    equal: int

    @property
    def second_wins(self) -> bool:
        """Whether more voters prefer the second; a draw stays with the first."""
        return self.prefer_second > self.prefer_first


def compare(election: Election, first: Collection[int], second: Collection[int]) -> Comparison:
    """Compare two sets of projects, by position, by the number on each ballot.

    Examples
    --------
    >>> from citizenspring.engines.budgeting import Election
    >>> vote = Election.of({"a": 1, "b": 1}, 1, [["a"], ["a"], ["b"], []])
    >>> compare(vote, [1], [0])
    Comparison(prefer_first=1, prefer_second=2, equal=1)
    """
    more = funded_on_ballots(election, first) - funded_on_ballots(election, second)
    weights = election.ballots.weights
    sides = (int(weights[more > 0].sum()), int(weights[more < 0].sum()))
    return Comparison(*sides, election.n_voters - sum(sides))


def funded_on_ballots(election: Election, funded: Collection[int]) -> NDArray[np.int64]:
    """Return for each ballot type how many of its projects are funded, shape (types,).

    A project that a voter gave negative points is not hers.
    """
    ballots = election.ballots
    is_funded = np.zeros(ballots.n_projects, np.bool_)
    is_funded[list(funded)] = True
    counted = is_funded[ballots.columns] & (ballots.values >= 0)
    return np.bincount(ballots.rows[counted], minlength=ballots.n_types)
