"""Where people stand, as far as their votes tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.crowd import Crowd

__all__ = ["own_positions"]


def own_positions(votes: Crowd, axes: Axes) -> NDArray[np.float64]:
    """Place everybody at the expectation of her full projection given the votes she cast.

    With ``n`` of ``m`` statements seen, noise σ² per vote and a crowd of variance τ² along
    an axis, the expectation is Σ(vote - mean)·direction times ``m / (n + mσ²/τ²)``.
    Both variances follow from the strengths of the axes in closed form. With few votes a
    person stands nearer to the middle.

    Returns
    -------
    ndarray, shape (people, 2)
    """
    sums, seen = votes.projected(axes)
    m = max(1, int((~votes.hidden).sum()))
    share = seen / m
    noise = max(axes.total - sum(axes.strengths), 0.0) / max(1, int(seen.sum()))
    signal = np.array(axes.strengths) - noise * share.sum()
    variance = np.maximum(signal / max(float((share**2).sum()), 1e-12), 1e-9)
    scale = 1.0 / (share[:, None] + noise / variance + 1e-12)
    return np.asarray(sums * scale)
