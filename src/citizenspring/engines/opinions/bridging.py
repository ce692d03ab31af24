"""Bridging: agreement that people's places do not explain, by matrix factorisation.

A vote is taken as ``middle + person + statement + taste · flavour``. What a statement earns in
its own term, beyond the product that explains agreement among people of a kind, bridges.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.opinions.axes import axes_of
from citizenspring.engines.opinions.positions import own_positions
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.crowd import Crowd
    from citizenspring.engines.opinions.votes import VoteMatrix

__all__ = ["Bridging", "bridging_scores", "fit_bridging"]

_OWN_PRIOR = 0.15
_TASTE_PRIOR = 0.03
_ROUNDS = 12
_MOST_VOTES = 100_000


@dataclass(frozen=True, eq=False)
class Bridging:
    """A fitted factorisation.

    Attributes
    ----------
    middle : float
    people : ndarray, shape (people, 2)
        Own term and taste.
    statements : ndarray, shape (statements, 2)
        Own term (the bridging score) and flavour.
    """

    middle: float
    people: NDArray[np.float64]
    statements: NDArray[np.float64]

    def chance(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float64]:
        """Chance that each of these people agrees with her statement, if she takes sides."""
        own, taste = self.people[rows].T
        bridge, flavour = self.statements[columns].T
        vote = self.middle + own + bridge + taste * flavour
        return np.asarray(np.clip((vote + 1.0) / 2.0, 0.02, 0.98))


def fit_bridging(votes: VoteMatrix, *, axes: Axes | None = None, rounds: int = _ROUNDS) -> Bridging:
    """Fit the factorisation by alternating ridge regressions, tastes starting from the axes.

    Parameters
    ----------
    votes : VoteMatrix
        Passes count 0.
    axes : Axes, optional
    rounds : int

    References
    ----------
    Wojcik et al., "Birdwatch: crowd wisdom and bridging algorithms can inform understanding
    and reduce the spread of misinformation", 2022, doi:10.48550/arXiv.2210.15723.
    """
    axes = axes_of(votes) if axes is None else axes
    kept = ~votes.hidden[votes.columns]
    rows = np.repeat(np.arange(votes.shape[0]), np.diff(votes.starts))[kept]
    columns = votes.columns[kept].astype(np.int64)
    value = votes.values[kept].astype(np.float64)
    middle = float(value.mean()) if value.size else 0.0
    taste = own_positions(votes, axes)[:, 0]
    people = np.stack([np.zeros(len(taste)), taste / max(float(taste.std()), 1e-9)], axis=1)
    statements = np.zeros((votes.shape[1], 2))
    for _ in range(rounds):
        statements = _ridge(
            columns, value - middle - people[rows, 0], people[rows, 1], len(statements)
        )
        people = _ridge(
            rows, value - middle - statements[columns, 0], statements[columns, 1], len(people)
        )
    return Bridging(middle, people, statements)


def bridging_scores(votes: Crowd, axes: Axes, seed: str) -> NDArray[np.float64]:
    """Vote to expect on each statement of somebody of no camp, shape (statements,), -1 to 1.

    With more than 100,000 votes the people are a sample drawn by the seed.
    """
    rows = np.arange(votes.shape[0])
    if votes.n_votes > _MOST_VOTES:
        count = max(1, votes.shape[0] * _MOST_VOTES // votes.n_votes)
        rows = Stream(seed, "bridging").sample(votes.shape[0], count)
    found = fit_bridging(votes.of_rows(rows), axes=axes, rounds=6)
    return np.clip(found.middle + found.statements[:, 0], -1.0, 1.0)


def _ridge(
    at: NDArray[np.int64], value: NDArray[np.float64], factor: NDArray[np.float64], size: int
) -> NDArray[np.float64]:
    """Own term and slope of each, from its votes' values and the other side's factors."""
    count = np.bincount(at, minlength=size).astype(np.float64)
    sums = [
        np.bincount(at, weights=one, minlength=size)
        for one in (factor, factor * factor, value, value * factor)
    ]
    f, ff, v, vf = sums
    a, d = count * (1.0 + _OWN_PRIOR) + _OWN_PRIOR, ff + _TASTE_PRIOR * (count + 1.0)
    det = a * d - f * f
    return np.stack([(d * v - f * vf) / det, (a * vf - f * v) / det], axis=1)
