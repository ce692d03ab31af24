"""How sure an order is: chances between options, and the ranks each would take.

Scores are sums over ballots, or estimates whose error is known; either way they behave like a
normal vector with a covariance. Chances between two options follow in closed form. Rank
intervals come from repetitions drawn from that vector with a published seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from citizenspring.engines.ranking.lots import DEFAULT_SEED, by_lot
from citizenspring.engines.ranking.result import Place
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray
    from scipy import sparse

__all__ = ["REPETITIONS", "SURE", "Spread", "places_by", "ranks_of", "spread_of_totals"]

SURE = 0.9
REPETITIONS = 400
_DECIMALS = 9
"""Totals that differ by less differ by rounding."""


@dataclass(frozen=True, eq=False)
class Spread:
    """Scores (higher is better) and how they vary together.

    Attributes
    ----------
    options : tuple
    scores : ndarray, shape (options,)
    covariance : ndarray, shape (options, options)
    """

    options: tuple[Hashable, ...]
    scores: NDArray[np.float64]
    covariance: NDArray[np.float64]

    @cached_property
    def at(self) -> dict[Hashable, int]:
        """Where each option stands."""
        return {option: place for place, option in enumerate(self.options)}

    def error(self, option: Hashable) -> float:
        """Return the standard error of an option's score."""
        place = self.at[option]
        return float(np.sqrt(max(self.covariance[place, place], 0.0)))

    def chance_above(self, one: Hashable, other: Hashable) -> float:
        """Return the chance that one option's true score is above the other's."""
        i, j = self.at[one], self.at[other]
        ahead = float(self.scores[i] - self.scores[j])
        between = self.covariance[i, i] + self.covariance[j, j] - 2.0 * self.covariance[i, j]
        error = float(np.sqrt(max(between, 0.0)))
        if error == 0.0:
            return 0.5 + 0.5 * float(np.sign(ahead))
        return float(ndtr(ahead / error))

    def repeated(self, seed: str | int, repetitions: int) -> NDArray[np.float64]:
        """Draw scores again and again, shape (repetitions, options)."""
        n = len(self.options)
        # Scores that add up to nothing leave one direction without variance: a trace of it is
        # given back, so that the root exists and is the same on every machine.
        trace = 1e-9 * max(float(np.diag(self.covariance).mean()), 1e-9)
        root = np.linalg.cholesky(self.covariance + trace * np.eye(n))
        normal = Stream(seed, "rank intervals").normals(repetitions * n)
        return np.asarray(self.scores + normal.reshape(repetitions, n) @ root.T)

    def intervals(self, *, seed: str | int, sure: float) -> NDArray[np.int64]:
        """Return the best and worst rank of each option, shape (2, options)."""
        if not self.options:
            return np.zeros((2, 0), dtype=np.int64)
        return rank_intervals(self.repeated(seed, REPETITIONS), self.scores, sure)


def rank_intervals(
    repeated: NDArray[np.float64], scores: NDArray[np.float64], sure: float
) -> NDArray[np.int64]:
    """Return the best and worst rank in most repetitions, shape (2, options)."""
    ranks = np.sort(np.stack([ranks_of(row) for row in repeated]), axis=0)
    out = (1.0 - sure) / 2.0 * (len(ranks) - 1)
    low, high = ranks[int(np.floor(out))], ranks[int(np.ceil(len(ranks) - 1 - out))]
    own = ranks_of(scores)
    return np.stack([np.minimum(low, own), np.maximum(high, own)])


def ranks_of(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return each option's rank, 1 for the highest score; equal scores share the better rank."""
    rising = np.sort(scores)
    above = len(scores) - np.searchsorted(rising, scores, side="right")
    return np.asarray(above + 1, dtype=np.int64)


def spread_of_totals(
    options: Sequence[Hashable],
    given: sparse.csr_array,
    weights: NDArray[np.float64],
    *,
    unit: float,
) -> Spread:
    """Return totals over ballots, and how they would vary had others like these voted.

    Parameters
    ----------
    options : sequence
    given : sparse array, shape (ballots, options)
        What each ballot gives each option.
    weights : ndarray, shape (ballots,)
        How often each ballot was cast.
    unit : float
        The most that one ballot gives one option. One imaginary ballot of unknown will is
        added to the variance: three people who agree do not settle a city's mind.
    """
    totals = np.asarray(np.round(given.T @ weights, _DECIMALS), dtype=np.float64)
    count = float(weights.sum())
    squares = (given.T @ given.multiply(weights[:, None]).tocsr()).toarray()
    covariance = squares - np.outer(totals, totals) / max(count, 1.0)
    covariance[np.diag_indices_from(covariance)] += unit * unit / 2.0
    return Spread(tuple(options), totals, np.asarray(covariance, dtype=np.float64))


def places_by(
    spread: Spread,
    *,
    seed: str | int = DEFAULT_SEED,
    sure: float = SURE,
    factor: float = 1.0,
) -> tuple[Place, ...]:
    """List the options of a spread, the best first.

    Parameters
    ----------
    spread : Spread
    seed : str or int
        Of the lot among equals, and of the repetitions.
    sure : float
        Share of the repetitions that rank intervals cover.
    factor : float
        Times which scores and errors are shown; -1 where the least is the best.
    """
    ranks = ranks_of(spread.scores)
    low, high = spread.intervals(seed=seed, sure=sure).tolist()
    # Adding nothing turns -0.0 into 0.0.
    told = (spread.scores * factor + 0.0).tolist()
    lot = {option: place for place, option in enumerate(by_lot(spread.options, seed))}
    listed = sorted(spread.options, key=lambda each: (ranks[spread.at[each]], lot[each]))
    found = []
    for option, after in zip(listed, [*listed[1:], None], strict=True):
        at = spread.at[option]
        above = None if after is None else spread.chance_above(option, after)
        found.append(
            Place(
                option=option,
                rank=int(ranks[at]),
                score=told[at],
                error=spread.error(option) * abs(factor),
                low=low[at],
                high=high[at],
                above_next=above,
            )
        )
    return tuple(found)
