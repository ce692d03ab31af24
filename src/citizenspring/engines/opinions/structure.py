"""Do people really differ in kind, or is it noise? A test on statements held apart.

The statements are dealt into two halves. People are cut into two parts by their votes on
one half alone; then the votes on the other half are compared between the parts. If votes on
different statements have nothing to do with each other, the difference of a statement's
mean between the parts has a known mean and variance given its votes (it is a draw
without replacement), whatever the statement's popularity and whoever saw it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import bdtr, chdtrc

from citizenspring.engines.opinions.axes import axes_of
from citizenspring.engines.opinions.clusters import best_clustering
from citizenspring.engines.opinions.positions import own_positions
from citizenspring.engines.opinions.tables import count_groups
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.opinions.crowd import Crowd
    from citizenspring.engines.opinions.votes import VoteMatrix

__all__ = ["chance_of_gap", "chance_of_no_structure"]

_WINDOW = 0.125
_FEWEST_SEEN = 4
_CROWD = 4000
_ROUGH = 1e-3


def chance_of_no_structure(votes: Crowd, counted: NDArray[np.bool_], seed: str) -> float:
    """Chance of parts that differ so much on held-apart statements if nothing ties votes together.

    Parameters
    ----------
    votes : VoteMatrix
    counted : ndarray of bool, shape (people,)
        Who takes part in the groups.
    seed : str
        Deals the statements into halves, and draws 4,000 people when there are more.

    Returns
    -------
    float
        Twice the smaller p-value of the two directions (each half tested by the other).
    """
    visible = np.flatnonzero(~votes.hidden)
    rows = np.flatnonzero(counted)
    if rows.size > _CROWD:
        rows = rows[Stream(seed, "crowd").sample(rows.size, _CROWD)]
    if visible.size < _FEWEST_SEEN or rows.size < 2 * _FEWEST_SEEN:
        return 1.0
    dealt = np.zeros(votes.shape[1], dtype=bool)
    order = np.array(Stream(seed, "halves").shuffled(visible.tolist()))
    dealt[order[::2]] = True
    halves = (dealt, ~dealt & ~votes.hidden)
    crowd = votes.of_rows(rows)
    smaller = min(
        _cross_test(crowd, halves[here], halves[1 - here], f"{seed}-{here}") for here in (0, 1)
    )
    return min(1.0, 2.0 * smaller)


def chance_of_gap(
    points: NDArray[np.float64], labels: NDArray[np.int64], centres: NDArray[np.float64]
) -> float:
    """Chance of so few people between neighbouring groups if they stood around one middle.

    Along the line from a group's centre to the nearest other, people within an eighth of the
    way around both centres and around the point half way are counted. Around one middle
    half way is never emptier than both ends, so that the larger of the two one-sided
    binomial p-values holds whatever the shape of the crowd. The worst group decides.

    Parameters
    ----------
    points : ndarray, shape (people, 2)
    labels : ndarray of int, shape (people,)
    centres : ndarray, shape (k, 2)
        Of at least two groups.
    """
    gaps = ((centres[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    np.fill_diagonal(gaps, np.inf)
    return max(
        _emptiness(points[(labels == one) | (labels == other)], centres[one], centres[other])
        for one, other in enumerate(gaps.argmin(axis=1).tolist())
    )


def _emptiness(
    points: NDArray[np.float64], start: NDArray[np.float64], end: NDArray[np.float64]
) -> float:
    way = end - start
    along = (points - start) @ way / max(float(way @ way), 1e-300)
    here, between, there = (int((np.abs(along - at) < _WINDOW).sum()) for at in (0.0, 0.5, 1.0))
    return float(max(bdtr(between, between + side, 0.5) for side in (here, there)))


def _cross_test(
    votes: VoteMatrix,
    here: NDArray[np.bool_],
    there: NDArray[np.bool_],
    seed: str,
) -> float:
    """Cut people by the statements `here`, compare them on the statements `there`."""
    names = votes.statements
    half = replace(
        votes, moderated_out=frozenset(names[at] for at in np.flatnonzero(~here).tolist())
    )
    points = own_positions(half, axes_of(half, accuracy=_ROUGH))
    parts = best_clustering(
        points, np.ones(len(points)), 2, stream=Stream(seed, "parts"), restarts=2
    )
    counts = count_groups(votes, parts.labels, 2)
    agree, disagree, seen = (
        table[:, there].astype(np.float64) for table in (counts.agree, counts.disagree, counts.seen)
    )
    return _chance(agree, disagree, seen)


def _chance(
    agree: NDArray[np.float64], disagree: NDArray[np.float64], seen: NDArray[np.float64]
) -> float:
    """P-value of the summed squared standard differences between two parts (χ²)."""
    n = seen.sum(axis=0)
    mean = (agree - disagree).sum(axis=0) / np.maximum(n, 1)
    variance = (agree + disagree).sum(axis=0) / np.maximum(n, 1) - mean**2
    inside = (seen.min(axis=0) >= _FEWEST_SEEN) & (variance > 0)
    if not inside.any():
        return 1.0
    difference = (agree[0] - disagree[0])[inside] - (seen[0] * mean)[inside]
    expected = (variance * seen[0] * seen[1] / np.maximum(n - 1, 1))[inside]
    return float(chdtrc(inside.sum(), (difference**2 / expected).sum()))
