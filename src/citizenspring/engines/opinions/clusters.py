"""k-means on the map: weighted, deterministic, and the silhouette that judges it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.seeds import Stream

__all__ = ["Clustering", "best_clustering", "distances", "lloyd", "nearest", "silhouette"]


@dataclass(frozen=True, eq=False)
class Clustering:
    """Points shared out to the nearest of k centres.

    Attributes
    ----------
    centres : ndarray, shape (k, 2)
    labels : ndarray of int, shape (points,)
    spread : float
        Weighted sum of squared distances to the own centre.
    """

    centres: NDArray[np.float64]
    labels: NDArray[np.int64]
    spread: float


def distances(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distances between all points, shape (points, points)."""
    x, y = points.T
    gap_x, gap_y = x[:, None] - x[None, :], y[:, None] - y[None, :]
    return np.asarray(np.sqrt(gap_x * gap_x + gap_y * gap_y))


def nearest(points: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.int64]:
    """Which centre is nearest to each point; the first of several, shape (points,)."""
    x, y = points.T
    # |p - c|² less |p|², which is the same for every centre.
    gap = [cx * (cx - 2.0 * x) + cy * (cy - 2.0 * y) for cx, cy in centres.tolist()]
    if len(gap) == 2:  # noqa: PLR2004  # because two are the usual case, and twice as fast
        return np.asarray(gap[1] < gap[0], dtype=np.int64)
    return np.asarray(np.argmin(gap, axis=0), dtype=np.int64)


def means(
    points: NDArray[np.float64], weights: NDArray[np.float64], labels: NDArray[np.int64], k: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weighted centre and weight of each cluster, shapes (k, 2) and (k,)."""
    weight = np.asarray(np.bincount(labels, weights=weights, minlength=k), dtype=np.float64)
    sums = [np.bincount(labels, weights=weights * axis, minlength=k) for axis in points.T]
    return np.stack(sums, axis=1) / np.maximum(weight, 1e-300)[:, None], weight


def lloyd(
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    centres: NDArray[np.float64],
    *,
    most: int = 40,
) -> Clustering:
    """Move each centre to the mean of its points until nothing changes.

    Parameters
    ----------
    points : ndarray, shape (points, 2)
    weights : ndarray, shape (points,)
    centres : ndarray, shape (k, 2)
        Where to start.
    most : int
        At most so many rounds.
    """
    labels = nearest(points, centres)
    for _ in range(most):
        moved, weight = means(points, weights, labels, len(centres))
        centres = np.where(weight[:, None] > 0, moved, centres)
        fresh = nearest(points, centres)
        if np.array_equal(fresh, labels):
            break
        labels = fresh
    spread = float(weights @ _squares(points, centres[labels]))
    return Clustering(centres, labels, spread)


def spread_out(
    points: NDArray[np.float64], weights: NDArray[np.float64], k: int, stream: Stream
) -> NDArray[np.float64]:
    """Choose k start centres far from each other (k-means++), shape (k, 2).

    References
    ----------
    Arthur, Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007.
    """
    draws = stream.floats(k)
    chosen = [_drawn(weights, draws[0])]
    gap = _squares(points, points[chosen[0]])
    for draw in draws[1:]:
        chosen.append(_drawn(weights * gap, draw))
        gap = np.minimum(gap, _squares(points, points[chosen[-1]]))
    return points[chosen]


def best_clustering(
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    k: int,
    *,
    stream: Stream,
    restarts: int = 4,
    starts: tuple[NDArray[np.float64], ...] = (),
) -> Clustering:
    """Return the tightest of several runs of k-means.

    Parameters
    ----------
    points : ndarray, shape (points, 2)
    weights : ndarray, shape (points,)
    k : int
    stream : Stream
        Source of the start centres.
    restarts : int
        Runs from k-means++ starts.
    starts : tuple of ndarray, shape (k, 2)
        Further starts, tried first; they win ties.
    """
    tried = [lloyd(points, weights, start) for start in starts]
    tried += [
        lloyd(points, weights, spread_out(points, weights, k, stream)) for _ in range(restarts)
    ]
    return min(tried, key=lambda one: one.spread)


def silhouette(gaps: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """How much nearer points are to their own cluster than to the next one, from -1 to 1.

    A point alone in its cluster counts 0.

    Parameters
    ----------
    gaps : ndarray, shape (points, points)
        Distances between the points.
    labels : ndarray of int, shape (points,)

    References
    ----------
    Rousseeuw, "Silhouettes", Journal of Computational and Applied Mathematics 20, 1987,
    doi:10.1016/0377-0427(87)90125-7.

    Examples
    --------
    >>> points = np.array([[0.0, 0], [0, 1], [9, 0], [9, 1]])
    >>> round(silhouette(distances(points), np.array([0, 0, 1, 1])), 3)
    0.889
    """
    present, own = np.unique(labels, return_inverse=True)
    if len(present) == 1:
        return 0.0
    sizes = np.bincount(own)
    rows = np.arange(len(own))
    total = np.stack([gaps[:, own == one].sum(axis=1) for one in range(len(present))], axis=1)
    inside = total[rows, own] / np.maximum(sizes[own] - 1, 1)
    outside = total / sizes
    outside[rows, own] = np.inf
    other = outside.min(axis=1)
    scale = np.maximum(inside, other)
    score = np.where(scale > 0, (other - inside) / np.where(scale > 0, scale, 1.0), 0.0)
    score[sizes[own] == 1] = 0.0
    return float(score.mean())


def _squares(points: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    gap = points - others
    return np.asarray(gap[..., 0] ** 2 + gap[..., 1] ** 2)


def _drawn(weights: NDArray[np.float64], draw: float) -> int:
    running = np.cumsum(weights)
    if running[-1] <= 0:
        return 0
    return min(int(np.searchsorted(running, draw * running[-1], side="right")), len(weights) - 1)
