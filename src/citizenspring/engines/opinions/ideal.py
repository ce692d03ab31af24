"""Ideal points: where people and statements stand so that their votes are most likely.

The chance that a person who takes sides agrees is ``σ(ease + lean · place)`` with a place in
two dimensions for the person, and a lean and an ease for the statement. All are known only
up to an uncertainty that shrinks with the votes, and how far statements differ is learnt from
them. Unlike the axes this is a model of votes: it foretells votes that were hidden from it
better than groups do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from citizenspring.engines.opinions.axes import axes_of
from citizenspring.engines.opinions.positions import own_positions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.votes import VoteMatrix

__all__ = ["IdealPoints", "fit_ideal_points"]

_ROUNDS = 40
_SETTLED = 1e-3
_LEAST = 1e-4


@dataclass(frozen=True, eq=False)
class IdealPoints:
    """A fitted model.

    Attributes
    ----------
    places : ndarray, shape (people, 2)
        Expected place of each person.
    uncertainty : ndarray, shape (people, 2, 2)
        Covariance of each place.
    eases, leans : ndarray, shapes (statements,) and (statements, 2)
        Expected ease and lean of each statement.
    doubts : ndarray, shape (statements, 3, 3)
        Covariance of ease and lean.
    rounds : int
        How many rounds it took.
    """

    places: NDArray[np.float64]
    uncertainty: NDArray[np.float64]
    eases: NDArray[np.float64]
    leans: NDArray[np.float64]
    doubts: NDArray[np.float64]
    rounds: int

    def chance(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float64]:
        """Chance that each of these people agrees with her statement, if she takes sides.

        Uncertainty about the person or the statement draws the chance towards one half.
        """
        people = _with_one(self.places, self.uncertainty)
        terms = np.column_stack([self.eases, self.leans])
        statements = _second_moments(terms, self.doubts)
        score = self.eases[columns] + (self.leans[columns] * self.places[rows]).sum(axis=1)
        square = (statements[columns] * people[rows]).sum(axis=1)
        spread = np.maximum(square - score**2, 0.0)
        return np.asarray(expit(score / np.sqrt(1.0 + np.pi / 8.0 * spread)))


def fit_ideal_points(
    votes: VoteMatrix, *, axes: Axes | None = None, rounds: int = _ROUNDS
) -> IdealPoints:
    """Fit the two-dimensional logistic ideal-point model, starting from the axes.

    Variational rounds (a quadratic bound of the logistic function makes each step exact)
    until no chance moves by more than a thousandth on average. Passes are left out.

    Parameters
    ----------
    votes : VoteMatrix
    axes : Axes, optional
        Where to start; found when not given.
    rounds : int
        At most so many.

    References
    ----------
    Clinton, Jackman, Rivers, "The statistical analysis of roll call data", American
    Political Science Review 98(2), 2004, doi:10.1017/S0003055404001194.
    Jaakkola, Jordan, "Bayesian parameter estimation via variational methods", Statistics
    and Computing 10, 2000, doi:10.1023/A:1008932416310.

    Examples
    --------
    >>> from citizenspring.engines.opinions import VoteMatrix
    >>> triples = [(p, s, 1 if (p < 6) == (s < 4) else -1) for p in range(12) for s in range(8)]
    >>> model = fit_ideal_points(VoteMatrix.from_triples(triples))
    >>> bool(model.chance(np.array([0]), np.array([0]))[0] > 0.9)
    True
    """
    axes = axes_of(votes) if axes is None else axes
    start = own_positions(votes, axes)
    fit = _Fit(votes, start / np.maximum(start.std(axis=0), 1e-9))
    before = np.full(fit.side.size, 0.5)
    done, moved = 0, 1.0
    while done < rounds and moved >= _SETTLED:
        done += 1
        fit.statement_step()
        fit.person_step()
        now = fit.tighten()
        moved = float(np.abs(now - before).mean()) if now.size else 0.0
        before = now
    terms = fit.terms
    return IdealPoints(fit.places, fit.uncertainty, terms[:, 0], terms[:, 1:], fit.doubts, done)


class _Fit:
    """State of a fit; each step is the best answer given the rest.

    Second moments of (1, place) and of (ease, lean) are kept as six numbers in the order
    11, 22, 33, 12, 13, 23 with the off-diagonal ones counted twice where they are summed.
    """

    def __init__(self, votes: VoteMatrix, places: NDArray[np.float64]) -> None:
        taken = (votes.values != 0) & ~votes.hidden[votes.columns]
        self.rows = np.repeat(np.arange(votes.shape[0]), np.diff(votes.starts))[taken]
        self.columns = votes.columns[taken]
        self.side = votes.values[taken] / 2.0
        self.places = places
        self.uncertainty = np.zeros((len(places), 2, 2))
        self.terms = np.zeros((votes.shape[1], 3))
        self.doubts = np.zeros((votes.shape[1], 3, 3))
        self.prior_mean = np.zeros(3)
        self.prior_spread = np.array([2.0, 1.0, 1.0])
        self.bound = np.full(self.side.size, 0.125)
        self.votes_on = np.bincount(self.columns, minlength=votes.shape[1])

    def statement_step(self) -> None:
        people = _with_one(self.places, self.uncertainty)[self.rows]
        curve = np.empty((len(self.terms), 6))
        for one in range(6):
            curve[:, one] = self._by_statement(self.bound * people[:, one])
        precision = _full(2.0 * curve) + np.diag(1.0 / self.prior_spread)
        pull = np.column_stack(
            [
                self._by_statement(self.side),
                self._by_statement(self.side * self.places[self.rows, 0]),
                self._by_statement(self.side * self.places[self.rows, 1]),
            ]
        )
        pull += self.prior_mean / self.prior_spread
        self.doubts = np.asarray(np.linalg.inv(precision), dtype=np.float64)
        self.terms = np.einsum("sab,sb->sa", self.doubts, pull)
        self._learn_prior()

    def person_step(self) -> None:
        moments = _second_moments(self.terms, self.doubts)[self.columns]
        weight = 2.0 * self.bound
        precision = np.empty((len(self.places), 2, 2))
        precision[:, 0, 0] = 1.0 + self._by_person(weight * moments[:, 1])
        precision[:, 1, 1] = 1.0 + self._by_person(weight * moments[:, 2])
        both = self._by_person(weight * moments[:, 5]) / 2.0
        precision[:, 0, 1] = precision[:, 1, 0] = both
        pull = np.empty_like(self.places)
        for axis in (0, 1):
            drift = self.bound * moments[:, 3 + axis]
            pull[:, axis] = self._by_person(self.side * self.terms[self.columns, 1 + axis] - drift)
        self.uncertainty = np.asarray(np.linalg.inv(precision), dtype=np.float64)
        self.places = np.einsum("pab,pb->pa", self.uncertainty, pull)

    def tighten(self) -> NDArray[np.float64]:
        """Make the bound touch at the present state; return the present chances."""
        people = _with_one(self.places, self.uncertainty)[self.rows]
        moments = _second_moments(self.terms, self.doubts)[self.columns]
        touch = np.sqrt(np.maximum((people * moments).sum(axis=1), 1e-12))
        self.bound = np.tanh(touch / 2.0) / (4.0 * touch)
        terms, places = self.terms[self.columns], self.places[self.rows]
        score = terms[:, 0] + terms[:, 1] * places[:, 0] + terms[:, 2] * places[:, 1]
        return np.asarray(expit(score))

    def _learn_prior(self) -> None:
        """Learn from the statements with votes how far statements differ."""
        known = self.votes_on > 0
        if not known.any():
            return
        self.prior_mean = np.array([self.terms[known, 0].mean(), 0.0, 0.0])
        gap = self.terms[known] - self.prior_mean
        doubt = np.einsum("saa->sa", self.doubts[known])
        self.prior_spread = np.maximum((gap**2 + doubt).mean(axis=0), _LEAST)

    def _by_person(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        sums = np.bincount(self.rows, weights=values, minlength=len(self.places))
        return np.asarray(sums, dtype=np.float64)

    def _by_statement(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        sums = np.bincount(self.columns, weights=values, minlength=len(self.terms))
        return np.asarray(sums, dtype=np.float64)


def _with_one(places: NDArray[np.float64], uncertainty: NDArray[np.float64]) -> NDArray[np.float64]:
    """Second moments of (1, place), six numbers each, shape (people, 6)."""
    x, y = places.T
    return np.column_stack(
        [
            np.ones_like(x),
            x * x + uncertainty[:, 0, 0],
            y * y + uncertainty[:, 1, 1],
            x,
            y,
            x * y + uncertainty[:, 0, 1],
        ]
    )


def _second_moments(terms: NDArray[np.float64], doubts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Second moments of (ease, lean), six numbers each, mixed ones doubled."""
    whole = terms[:, :, None] * terms[:, None, :] + doubts
    pairs = ((0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2))
    return np.column_stack([whole[:, i, j] * (1.0 if i == j else 2.0) for i, j in pairs])


def _full(six: NDArray[np.float64]) -> NDArray[np.float64]:
    """Write six numbers out as symmetric matrices, shape (statements, 3, 3)."""
    found = np.empty((len(six), 3, 3))
    pairs = ((0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2))
    for at, (i, j) in enumerate(pairs):
        found[:, i, j] = found[:, j, i] = six[:, at]
    return found
