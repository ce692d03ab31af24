"""Our own groups: k-means with restarts on shrunken positions, numbered and kept steady."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.opinions.clusters import (
    best_clustering,
    distances,
    means,
    nearest,
    silhouette,
)
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.opinions.clusters import Clustering

__all__ = ["Grouping", "form_groups", "one_group"]

MOST_GROUPS = 5
_SAMPLE = 1000
_CELLS = 40
_KEEP_MARGIN = 0.02
_SMALLEST_SHARE = 0.02
_SMALLEST = 3


@dataclass(frozen=True, eq=False)
class Grouping:
    """The groups of the people counted.

    Attributes
    ----------
    labels : ndarray of int, shape (points,)
        The largest group is 0.
    centres : ndarray, shape (k, 2)
    silhouettes : dict of int to float
        For each number of groups tried.
    """

    labels: NDArray[np.int64]
    centres: NDArray[np.float64]
    silhouettes: dict[int, float]


def one_group(points: NDArray[np.float64]) -> Grouping:
    """Put everybody in one group."""
    centre = points.mean(axis=0, keepdims=True) if len(points) else np.zeros((1, 2))
    return Grouping(np.zeros(len(points), dtype=np.int64), centre, {})


def form_groups(
    points: NDArray[np.float64],
    *,
    seed: str,
    k: int | None = None,
    starts: NDArray[np.float64] | None = None,
) -> Grouping:
    """Form groups of people who stand near each other.

    Parameters
    ----------
    points : ndarray, shape (points, 2)
    seed : str
    k : int, optional
        Number of groups; when not given the best silhouette among 2 to 5 groups of at least
        three people and two in a hundred.
    starts : ndarray, shape (k, 2), optional
        Centres of the last map, for smoothing: that number of groups stays unless another
        is better by 0.02 of silhouette.
    """
    coarse, weights = _coarse(points)
    sample = points[_sample(len(points), seed)]
    gaps = distances(sample)
    smallest = max(_SMALLEST, _SMALLEST_SHARE * len(points)) if k is None else 1
    found: dict[int, Clustering] = {}
    scores: dict[int, float] = {}
    for count in [k] if k is not None else range(2, MOST_GROUPS + 1):
        if not 1 < count <= len(coarse):
            continue
        near = (starts,) if starts is not None and len(starts) == count else ()
        stream = Stream(seed, f"groups-{count}")
        one = best_clustering(coarse, weights, count, stream=stream, starts=near)
        if np.bincount(one.labels, weights=weights, minlength=count).min() >= smallest:
            found[count] = one
            scores[count] = silhouette(gaps, nearest(sample, one.centres))
    if not found:
        return one_group(points)
    chosen = _choose(scores, 0 if starts is None else len(starts))
    return _by_size(points, found[chosen].centres, scores)


def _choose(scores: dict[int, float], before: int) -> int:
    best = max(scores, key=lambda count: (scores[count], -count))
    if before in scores and scores[best] - scores[before] < _KEEP_MARGIN:
        return before
    return best


def _by_size(
    points: NDArray[np.float64], centres: NDArray[np.float64], scores: dict[int, float]
) -> Grouping:
    labels = nearest(points, centres)
    order = np.argsort(-np.bincount(labels, minlength=len(centres)), kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    labels = rank[labels]
    middle, _ = means(points, np.ones(len(points)), labels, len(centres))
    return Grouping(labels, middle, scores)


def _sample(size: int, seed: str) -> NDArray[np.int64]:
    if size <= _SAMPLE:
        return np.arange(size)
    return Stream(seed, "sample").sample(size, _SAMPLE)


def _coarse(points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Put many points into small cells, each with its mean and its weight."""
    if len(points) <= 4 * _CELLS:
        return points, np.ones(len(points))
    low, high = points.min(axis=0), points.max(axis=0)
    width = np.maximum(high - low, 1e-12) / _CELLS
    cell = np.minimum(((points - low) / width).astype(np.int64), _CELLS - 1) @ [_CELLS, 1]
    centres, weight = means(points, np.ones(len(points)), cell, _CELLS * _CELLS)
    return centres[weight > 0], weight[weight > 0]
