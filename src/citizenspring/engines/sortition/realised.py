"""How close a lottery over given panels comes to the best chances: the proof that they are real.

Of all weights on the panels, those are taken that make the largest shortfall smallest.
People of one kind stand for each other: exchanging them turns a panel into another one that
obeys the same conditions, hence only the mean of a kind has to be met.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .convex import Convex, minimised

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .conditions import Kinds

__all__ = ["Realised", "evenly", "realised"]

_SCALE = 1000.0


@dataclass(frozen=True)
class Realised:
    """A lottery over panels.

    Attributes
    ----------
    chances : array of float, shape (kinds,)
        What it gives to a person of each kind.
    shortfall : float
        The largest difference to the chances aimed at.
    weights : array of float, shape (panels,)
        Probability of each panel.
    """

    chances: NDArray[np.float64]
    shortfall: float
    weights: NDArray[np.float64]


def realised(kinds: Kinds, panels: NDArray[np.int32], aims: NDArray[np.float64]) -> Realised:
    """Find the weights.

    Parameters
    ----------
    kinds : Kinds
    panels : array of int32, shape (panels, size)
    aims : array of float, shape (kinds,)
    """
    shares = _shares(kinds, panels)
    weights = minimised(_programme(shares, aims))[:-1]
    weights = weights / weights.sum()
    chances = shares @ weights
    return Realised(chances, float(max(0.0, (aims - chances).max())), weights)


def evenly(kinds: Kinds, panels: NDArray[np.int32], aims: NDArray[np.float64]) -> Realised:
    """The same with equal weights, for so many kinds that finding weights would take hours."""
    appearances = np.bincount(kinds.of[panels].ravel(), minlength=len(kinds))
    chances = appearances / kinds.sizes / len(panels)
    weights = np.full(len(panels), 1 / len(panels))
    return Realised(chances, float(max(0.0, (aims - chances).max())), weights)


def _shares(kinds: Kinds, panels: NDArray[np.int32]) -> NDArray[np.float64]:
    """What part of each kind is on each panel, shape ``(kinds, panels)``."""
    count, size = panels.shape
    found = np.zeros((len(kinds), count))
    np.add.at(found, (kinds.of[panels].ravel(), np.repeat(np.arange(count), size)), 1.0)
    return found / kinds.sizes[:, None]


def _programme(shares: NDArray[np.float64], aims: NDArray[np.float64]) -> Convex:
    kinds, panels = shares.shape
    matrix = np.zeros((kinds + 1, panels + 1))
    matrix[:kinds, :panels] = shares
    matrix[:kinds, panels] = 1.0
    matrix[kinds, :panels] = 1.0
    return Convex(
        curve=np.zeros(panels + 1),
        slope=np.append(np.zeros(panels), 1.0),
        log=np.zeros(panels + 1),
        lower=np.zeros(panels + 1),
        upper=np.full(panels + 1, np.inf),
        matrix=matrix,
        # In parts of a thousand, where the method's sense of small is right.
        least=np.append(aims, 1.0) * _SCALE,
        most=np.append(np.full(kinds, np.inf), _SCALE),
        soft=np.zeros(kinds + 1, dtype=bool),
    )
