"""Groups as Polis forms them: a hundred base clusters, then k-means on those.

References
----------
Small, Bjorkegren, Erkkilä, Shaw, Megill, "Polis: scaling deliberation by mapping high
dimensional opinion spaces", Recerca 26(2), 2021, doi:10.6035/recerca.5516.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import KDTree

from citizenspring.engines.opinions.clusters import distances, means, nearest, silhouette

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.crowd import Crowd

__all__ = ["PolisGroups", "polis_groups", "polis_positions"]

BASE_CLUSTERS = 100
MOST_GROUPS = 5
_BASE_ROUNDS = 100
_GROUP_ROUNDS = 20
_SETTLED = 0.01


@dataclass(frozen=True, eq=False)
class PolisGroups:
    """Groups over base clusters.

    Attributes
    ----------
    labels : ndarray of int, shape (points,)
    centres : ndarray, shape (k, 2)
    silhouettes : dict of int to float
        For every number of groups tried.
    base : ndarray of int, shape (points,)
        Base cluster of each point.
    """

    labels: NDArray[np.int64]
    centres: NDArray[np.float64]
    silhouettes: dict[int, float]
    base: NDArray[np.int64]


def polis_positions(votes: Crowd, axes: Axes) -> NDArray[np.float64]:
    """Project everybody over the statements they voted on, scaled by √(m / votes).

    A statement out of the picture is a column of zeros that everybody has seen: it adds
    nothing to the sum and counts as a vote in the scale.

    Returns
    -------
    ndarray, shape (people, 2)
    """
    sums, seen = votes.projected(axes)
    seen = seen + int(votes.hidden.sum())
    return np.asarray(sums * np.sqrt(votes.shape[1] / np.maximum(seen, 1))[:, None])


def polis_groups(points: NDArray[np.float64], *, k: int | None = None) -> PolisGroups:
    """Form groups from positions, in the order of the people.

    Parameters
    ----------
    points : ndarray, shape (points, 2)
    k : int, optional
        Number of groups; chosen by silhouette when not given.
    """
    base_centres, base = _kmeans(points, np.ones(len(points)), BASE_CLUSTERS, _BASE_ROUNDS)
    weights = np.bincount(base, minlength=len(base_centres)).astype(np.float64)
    top = min(MOST_GROUPS, 2 + len(base_centres) // 12)
    tried = {
        count: _kmeans(base_centres, weights, count, _GROUP_ROUNDS)
        for count in (range(2, top + 1) if k is None else [k])
    }
    gaps = distances(base_centres)
    scores = {count: silhouette(gaps, labels) for count, (_, labels) in tried.items()}
    # Of equal silhouettes the larger number wins.
    chosen = max(scores, key=lambda count: (scores[count], count))
    centres, labels = tried[chosen]
    return PolisGroups(labels[base], centres, scores, base)


def _kmeans(
    points: NDArray[np.float64], weights: NDArray[np.float64], k: int, rounds: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """k-means from the first k distinct points; a cluster left without points disappears."""
    centres = _first_distinct(points, k)
    labels = _nearest(points, centres)
    for step in range(rounds + 1):
        moved, weight = means(points, weights, labels, len(centres))
        present = weight > 0
        before, centres = centres[present], moved[present]
        labels = (np.cumsum(present) - 1)[labels]
        settled = len(before) == len(present) and _moved_little(before, centres)
        if settled or step == rounds:
            break
        labels = _nearest(points, centres)
    return centres, labels.astype(np.int64)


def _nearest(points: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.int64]:
    if len(centres) <= MOST_GROUPS:
        return nearest(points, centres)
    return np.asarray(KDTree(centres).query(points)[1], dtype=np.int64)


def _first_distinct(points: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    _, first = np.unique(points, axis=0, return_index=True)
    return points[np.sort(first)[:k]]


def _moved_little(before: NDArray[np.float64], after: NDArray[np.float64]) -> bool:
    """Whether the centres, each list in rising order, lie pairwise within 0.01."""
    gaps = before[np.lexsort(before.T[::-1])] - after[np.lexsort(after.T[::-1])]
    return bool((np.hypot(gaps[:, 0], gaps[:, 1]) < _SETTLED).all())
