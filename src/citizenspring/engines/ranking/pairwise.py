"""Strengths from pairwise answers: Bradley and Terry's model, with its uncertainty.

An option of strength a is preferred to one of strength b with chance 1 / (1 + exp(b - a)). The
strengths are the most likely ones, found by Newton's method; their covariance is the inverse of
the Fisher information.

Each option also meets an imaginary option of average strength, `prior` times with a win and
`prior` times with a loss. It keeps every strength finite where an option has won everything, and
joins parts of the options that nobody has compared. With `prior` 0 the plain maximum likelihood
estimate is returned where there is one.

References
----------
Bradley and Terry, "Rank analysis of incomplete block designs I", Biometrika 39, 1952,
doi:10.2307/2334029. Ford, "Solution of a ranking problem from binary comparisons", American
Mathematical Monthly 64, 1957, doi:10.2307/2308513. Hunter, "MM algorithms for generalized
Bradley–Terry models", Annals of Statistics 32, 2004, doi:10.1214/aos/1079120141.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking.lots import DEFAULT_SEED
from citizenspring.engines.ranking.result import Ranking
from citizenspring.engines.ranking.sureness import SURE, Spread, places_by

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    from citizenspring.engines.ranking.comparisons import Comparisons

__all__ = ["PRIOR", "PairwiseRanking", "fit_strengths", "rank_pairwise"]

PRIOR = 0.5
_TURNS = 100
_CLOSE = 1e-11
_DECIMALS = 10
"""Strengths that differ by less differ by rounding."""


@dataclass(frozen=True, kw_only=True)
class PairwiseRanking(Ranking):
    """A ranking from pairwise answers; its scores are strengths with mean 0.

    Attributes
    ----------
    parts : tuple of tuple
        Options linked by comparisons, the largest part first. Between two parts only the prior
        speaks: `notes` says so.
    equal, skipped : int
        Answers "both alike" (counted as half a win each) and "I cannot say" (not counted).
    prior : float
        Imaginary wins and losses of each option against an average one.
    """

    parts: tuple[tuple[Hashable, ...], ...]
    equal: int
    skipped: int
    prior: float

    def chance_preferred(self, one: Hashable, other: Hashable) -> float:
        """Return the chance that an answer prefers one option to another."""
        ahead = self.place_of(one).score - self.place_of(other).score
        return float(expit(ahead))


def rank_pairwise(
    comparisons: Comparisons,
    *,
    prior: float = PRIOR,
    seed: str | int = DEFAULT_SEED,
    sure: float = SURE,
) -> PairwiseRanking:
    """Rank options from pairwise answers.

    Parameters
    ----------
    comparisons : Comparisons
    prior : float
        Imaginary wins, and as many losses, of each option against an average one.
    seed : str or int
        Of the lot among equals, and of the repetitions behind the rank intervals.
    sure : float
        Share of repetitions that rank intervals cover.

    Returns
    -------
    PairwiseRanking

    Raises
    ------
    BadInput
        When there is nothing to rank, or `prior` is 0 and answers alone do not decide.

    Examples
    --------
    >>> from citizenspring.engines.ranking import Comparisons
    >>> found = rank_pairwise(Comparisons.from_wins([("trees", "cars", 8), ("cars", "trees", 2)]))
    >>> found.order, round(found.chance_preferred("trees", "cars"), 2)
    (('trees', 'cars'), 0.78)
    """
    spread = fit_strengths(comparisons, prior=prior)
    parts = comparisons.parts
    return PairwiseRanking(
        method="pairwise",
        unit="strength (log-odds of being preferred to an average option)",
        places=places_by(spread, seed=seed, sure=sure),
        counted=comparisons.answers,
        sure=sure,
        seed=str(seed),
        notes=_notes(comparisons),
        spread=spread,
        parts=parts,
        equal=comparisons.equal,
        skipped=comparisons.skipped,
        prior=prior,
    )


def fit_strengths(
    comparisons: Comparisons,
    *,
    prior: float = PRIOR,
    start: NDArray[np.float64] | None = None,
) -> Spread:
    """Find the most likely strengths and their covariance.

    Parameters
    ----------
    comparisons : Comparisons
    prior : float
    start : ndarray, shape (options,), optional
        Strengths to start from, such as those before the last answer.

    Returns
    -------
    Spread
        Strengths with mean 0.

    Raises
    ------
    BadInput
        When there is no option, the prior is negative, or it is 0 and answers do not decide.
    """
    if not comparisons.options:
        raise BadInput("there is nothing to rank", expected="at least one comparison")
    if prior < 0:
        raise BadInput(f"the prior is {prior}", expected="0 or more")
    if prior == 0 and not comparisons.is_decided_by_answers:
        found = "some options won, or lost, every comparison with the others"
        raise BadInput(found, expected="answers both ways, or a prior above 0")
    strengths = np.zeros(len(comparisons.options)) if start is None else start
    for _ in range(_TURNS):
        slope, bend = _likelihood(comparisons, strengths, prior)
        step = cho_solve(cho_factor(bend), slope)
        # A step of at most 2 keeps Newton's method inside the bowl it is walking down.
        step *= min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-300))
        strengths = strengths + step
        if float(np.abs(step).max()) < _CLOSE:
            break
    _, bend = _likelihood(comparisons, strengths, prior)
    return _centred(comparisons.options, strengths, bend)


def _likelihood(
    comparisons: Comparisons, strengths: NDArray[np.float64], prior: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return slope and bend of the log-likelihood, shapes (options,) and (options, options)."""
    chance = expit(strengths[:, None] - strengths[None, :])
    slope = comparisons.wins.sum(axis=1) - (comparisons.met * chance).sum(axis=1)
    bend = -comparisons.met * chance * chance.T
    alone = expit(strengths)
    slope += prior * (1.0 - 2.0 * alone)
    diagonal = -bend.sum(axis=1) + 2.0 * prior * alone * (1.0 - alone)
    bend[np.diag_indices_from(bend)] += diagonal
    if prior == 0:
        # Only differences are known: this fixes the mean and leaves them as they are.
        bend += 1.0
    return slope, bend


def _centred(
    options: tuple[Hashable, ...], strengths: NDArray[np.float64], bend: NDArray[np.float64]
) -> Spread:
    covariance = np.linalg.inv(bend)
    covariance -= covariance.mean(axis=0)
    covariance -= covariance.mean(axis=1)[:, None]
    centred = np.round(strengths - strengths.mean(), _DECIMALS)
    return Spread(options, centred, (covariance + covariance.T) / 2.0)


def _notes(comparisons: Comparisons) -> tuple[str, ...]:
    found = []
    if len(comparisons.parts) > 1:
        found.append(
            f"The options fall into {len(comparisons.parts)} parts that nobody has compared with "
            "each other; their order across parts rests on how they do against an average option."
        )
    never = int((comparisons.seen == 0).sum())
    if never:
        found.append(f"{never} options were in no comparison yet.")
    if comparisons.skipped:
        found.append(f'{comparisons.skipped} answers were "I cannot say" and do not count.')
    return tuple(found)
