"""Rankings from ranked ballots: Borda, Copeland and Schulze.

All three look at every ballot whole. An option that a ballot does not rank stands below those it
ranks, equal with the others it does not rank.

References
----------
Emerson, "The original Borda count and partial voting", Social Choice and Welfare 40, 2013,
doi:10.1007/s00355-011-0603-9. Copeland, "A reasonable social welfare function", 1951; Saari and
Merlin, "The Copeland method", Economic Theory 8, 1996, doi:10.1007/BF01212012. Schulze, "A new
monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
method", Social Choice and Welfare 36, 2011, doi:10.1007/s00355-010-0475-4.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import sparse
from scipy.special import ndtr

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking.lots import DEFAULT_SEED, by_lot
from citizenspring.engines.ranking.repeats import repeated_weights
from citizenspring.engines.ranking.result import Place, Ranking
from citizenspring.engines.ranking.sureness import (
    SURE,
    places_by,
    rank_intervals,
    ranks_of,
    spread_of_totals,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from numpy.typing import NDArray

    from citizenspring.engines.ranking.ballots import RankedBallots

__all__ = ["MajorityRanking", "rank_borda", "rank_copeland", "rank_schulze"]


@dataclass(frozen=True, kw_only=True)
class MajorityRanking(Ranking):
    """A ranking that compares options two by two.

    Attributes
    ----------
    duels : ndarray, shape (options, options)
        Weight of the ballots that rank the option of the row above that of the column, options
        in the order of `options`.
    options : tuple
    """

    options: tuple[Hashable, ...]
    duels: NDArray[np.float64] = field(repr=False, compare=False)

    def duel(self, one: Hashable, other: Hashable) -> tuple[float, float]:
        """Return the weight of those who rank one above the other, and the other way round."""
        i, j = self.options.index(one), self.options.index(other)
        return float(self.duels[i, j]), float(self.duels[j, i])

    @property
    def beats_everybody(self) -> Hashable | None:
        """The option that wins every duel (Condorcet's winner); None where there is none."""
        wins = (self.duels > self.duels.T).sum(axis=1)
        best = np.flatnonzero(wins == len(self.options) - 1)
        return self.options[int(best[0])] if best.size == 1 else None


def rank_borda(
    votes: RankedBallots, *, seed: str | int = DEFAULT_SEED, sure: float = SURE
) -> Ranking:
    """Rank by Borda points: on each ballot one for every option below, half for every equal one.

    Parameters
    ----------
    votes : RankedBallots
    seed : str or int
        Of the lot among equals, and of the repetitions behind the rank intervals.
    sure : float

    Returns
    -------
    Ranking

    Raises
    ------
    BadInput
        When there is no option.

    Examples
    --------
    >>> from citizenspring.engines.ranking import RankedBallots
    >>> found = rank_borda(RankedBallots.of([["a", "b", "c"], ["a"], ["b", "a", "c"]]))
    >>> [(place.option, place.score) for place in found.places]
    [('a', 5.0), ('b', 3.5), ('c', 0.5)]
    """
    _check(votes)
    doubled = _doubled_points(votes.tier_of)
    # Whole numbers until the end: equal options must come out exactly equal.
    unit = 2.0 * (len(votes.options) - 1) or 1.0
    weights = votes.whole_weights / votes.scale
    spread = spread_of_totals(votes.options, sparse.csr_array(doubled), weights, unit=unit)
    return Ranking(
        method="borda",
        unit="Borda points",
        places=places_by(spread, seed=seed, sure=sure, factor=0.5),
        counted=int(votes.total),
        sure=sure,
        seed=str(seed),
        spread=spread,
    )


def _doubled_points(tiers: NDArray[np.int32]) -> NDArray[np.float64]:
    """Twice the Borda points of each option on each ballot, shape (ballots, options)."""
    n = tiers.shape[1]
    order = np.argsort(tiers, axis=1, kind="stable")
    rising = np.take_along_axis(tiers, order, axis=1)
    place = np.broadcast_to(np.arange(n), tiers.shape)
    starts = np.ones(tiers.shape, dtype=bool)
    starts[:, 1:] = rising[:, 1:] != rising[:, :-1]
    first = np.maximum.accumulate(np.where(starts, place, 0), axis=1)
    ends = np.ones(tiers.shape, dtype=bool)
    ends[:, :-1] = starts[:, 1:]
    last = np.minimum.accumulate(np.where(ends, place, n)[:, ::-1], axis=1)[:, ::-1]
    doubled = np.empty(tiers.shape)
    # Those above cost a point each, equal ones half: 2(n - 1) less both ends of the tie.
    np.put_along_axis(doubled, order, 2.0 * (n - 1) - first - last, axis=1)
    return doubled


def rank_copeland(
    votes: RankedBallots, *, seed: str | int = DEFAULT_SEED, sure: float = SURE
) -> MajorityRanking:
    """Rank by duels won: one for each option that a majority ranks lower, half for each draw.

    Parameters
    ----------
    votes : RankedBallots
    seed : str or int
    sure : float

    Returns
    -------
    MajorityRanking

    Examples
    --------
    >>> from citizenspring.engines.ranking import RankedBallots
    >>> found = rank_copeland(RankedBallots.of([["a", "b", "c"], ["b", "c", "a"], ["a", "b", "c"]]))
    >>> found.order, found.beats_everybody
    (('a', 'b', 'c'), 'a')
    """
    return _by_duels("copeland", "duels won", votes, _copeland, seed=seed, sure=sure)


def rank_schulze(
    votes: RankedBallots,
    *,
    strength: Literal["margin", "winning"] = "margin",
    seed: str | int = DEFAULT_SEED,
    sure: float = SURE,
) -> MajorityRanking:
    """Rank by the strongest chain of majorities between two options (beat paths).

    Parameters
    ----------
    votes : RankedBallots
    strength : "margin" or "winning"
        Of a majority: by how much it wins, or how many stand on its side.
    seed : str or int
    sure : float

    Returns
    -------
    MajorityRanking
        Scores are how many of the others beat an option by no chain; all that none beats win.

    Examples
    --------
    >>> from citizenspring.engines.ranking import RankedBallots
    >>> rank_schulze(RankedBallots.of([["a", "b", "c"], ["b", "c", "a"], ["a", "b", "c"]])).order
    ('a', 'b', 'c')
    """

    def scores(duels: NDArray[np.float64]) -> NDArray[np.float64]:
        return _schulze(duels, strength)

    unit = "options that beat it by no chain of majorities"
    return _by_duels("schulze", unit, votes, scores, seed=seed, sure=sure)


def _by_duels(
    method: str,
    unit: str,
    votes: RankedBallots,
    score: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    *,
    seed: str | int,
    sure: float,
) -> MajorityRanking:
    _check(votes)
    duels = votes.preferred()
    scores = score(duels)
    repeats = repeated_weights(votes, seed)
    notes: tuple[str, ...] = ()
    if repeats is None:
        intervals = None
        notes = ("There are too many ballots and options to say how sure each rank is.",)
    else:
        again = np.stack([score(each) for each in votes.preferred(repeats)])
        intervals = rank_intervals(again, scores, sure)
    return MajorityRanking(
        method=method,
        unit=unit,
        places=_places(votes, scores, duels, intervals, seed),
        counted=int(votes.total),
        sure=sure,
        seed=str(seed),
        notes=notes,
        options=votes.options,
        duels=duels / votes.scale,
    )


def _places(
    votes: RankedBallots,
    scores: NDArray[np.float64],
    duels: NDArray[np.float64],
    intervals: NDArray[np.int64] | None,
    seed: str | int,
) -> tuple[Place, ...]:
    ranks = ranks_of(scores).tolist()
    at = {option: place for place, option in enumerate(votes.options)}
    lot = {option: place for place, option in enumerate(by_lot(votes.options, seed))}
    listed = sorted(votes.options, key=lambda each: (ranks[at[each]], lot[each]))
    total = float(votes.total * votes.scale)
    found = []
    for option, after in zip(listed, [*listed[1:], None], strict=True):
        i = at[option]
        low, high = (None, None) if intervals is None else intervals[:, i].tolist()
        above = None if after is None else _chance(duels, i, at[after], total)
        found.append(
            Place(option, ranks[i], float(scores[i]), low=low, high=high, above_next=above)
        )
    return tuple(found)


def _chance(duels: NDArray[np.float64], i: int, j: int, total: float) -> float:
    """Return the chance that a majority of all such voters ranks i above j."""
    ahead = float(duels[i, j] - duels[j, i])
    told = float(duels[i, j] + duels[j, i])
    variance = told - ahead * ahead / total if total else 0.0
    return float(ndtr(ahead / np.sqrt(variance + 1.0)))


def _copeland(duels: NDArray[np.float64]) -> NDArray[np.float64]:
    won, drawn = duels > duels.T, duels == duels.T
    return np.asarray(won.sum(axis=1) + (drawn.sum(axis=1) - 1) / 2.0)


def _schulze(
    duels: NDArray[np.float64], strength: Literal["margin", "winning"] = "margin"
) -> NDArray[np.float64]:
    path = np.where(duels > duels.T, duels - duels.T if strength == "margin" else duels, 0.0)
    for by in range(len(path)):
        path = np.maximum(path, np.minimum(path[:, [by]], path[[by], :]))
    beats = path > path.T
    return np.asarray(len(path) - 1 - beats.sum(axis=0), dtype=np.float64)


def _check(votes: RankedBallots) -> None:
    if not votes.options:
        raise BadInput("there is nothing to rank", expected="at least one ballot")
