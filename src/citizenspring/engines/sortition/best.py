"""The chances each method aims at, over the relaxed quotas.

========== =====================================================================
leximin    the smallest chance as high as can be, then the next smallest, to the end
maximin    the smallest chance as high as can be; then all as equal as can be
nash       the product of all chances as high as can be
goldilocks neither very small nor very large chances: the largest over the mean plus
           the mean over the smallest as low as can be; then all as equal as can be
========== =====================================================================

References
----------
Flanigan, Gölz, Gupta, Hennig, Procaccia, *Nature* 596, 2021, doi:10.1038/s41586-021-03788-6
(leximin, maximin, Nash welfare). Baharav, Flanigan, "Fair, manipulation-robust, and transparent
sortition", *EC* 2024, doi:10.48550/arXiv.2406.15009 (goldilocks).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from .convex import Convex, minimised
from .leximin import Chances, lifted
from .solver import INFINITE, programme, solved

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .conditions import Conditions

__all__ = ["METHODS", "best_chances"]

METHODS = ("leximin", "maximin", "nash", "goldilocks")

_NOTHING = 1e-7
_TANGENTS = 40
_PLAY = 1e-7
_CLOSE = 1e-8


def best_chances(conditions: Conditions, method: str) -> Chances | None:
    """Find the chances of each kind; None when the relaxed quotas cannot be met."""
    rounds = None if method == "leximin" else 1
    lifting = lifted(conditions.rows, rounds=rounds)
    if lifting is None or method == "leximin" or conditions.size == 0:
        return lifting
    able = lifting.of > _NOTHING
    lowest, highest = np.zeros(len(able)), able.astype(np.float64)
    if method == "maximin":
        lowest[able] = lifting.of[able].min(initial=1.0) - _PLAY
    elif method == "goldilocks":
        low, high = _between(conditions, able)
        lowest[able], highest[able] = low - _PLAY, high + _PLAY
    parts = minimised(_programme(conditions, lowest, highest, able=able, nash=method == "nash"))
    of = parts * conditions.size / len(conditions.ids)
    return replace(lifting, of=np.where(able, of, 0.0))


def _programme(
    conditions: Conditions,
    lowest: NDArray[np.float64],
    highest: NDArray[np.float64],
    *,
    able: NDArray[np.bool_],
    nash: bool,
) -> Convex:
    """Chances in parts of the mean chance, where the method's sense of small is right."""
    rows, sizes = conditions.rows, conditions.kinds.sizes.astype(np.float64)
    mean = conditions.size / sizes.sum()
    return Convex(
        curve=np.where(able, 0.0 if nash else sizes, 1.0),
        slope=np.zeros(len(sizes)),
        log=np.where(able & nash, sizes, 0.0),
        lower=lowest / mean,
        # Those who cannot be drawn get a sliver to move in, far below what is shown.
        upper=np.maximum(highest, lowest + 1e-9) / mean,
        matrix=rows.matrix.toarray() * mean,
        least=np.where(np.isinf(rows.least), -np.inf, rows.least),
        most=rows.most,
        soft=np.zeros(len(rows.most), dtype=bool),
    )


def _between(conditions: Conditions, able: NDArray[np.bool_]) -> tuple[float, float]:
    """The lowest and highest chance of goldilocks, by tangents to ``mean / lowest``.

    The variables are what each kind has above the lowest, then lowest, highest and cost.
    """
    rows, sizes = conditions.rows, conditions.kinds.sizes
    kinds, mean = len(sizes), conditions.size / int(sizes[able].sum())
    weight = rows.matrix @ able.astype(np.float64)
    last = np.zeros((len(weight) + kinds, 3))
    last[: len(weight), 0] = weight
    last[len(weight) :, :2] = -1.0, 1.0
    first = sparse.vstack([rows.matrix, -sparse.eye_array(kinds)])
    matrix = sparse.csr_array(sparse.hstack([first, sparse.csr_array(last)]))
    least = np.concatenate([np.where(np.isinf(rows.least), -INFINITE, rows.least), np.zeros(kinds)])
    most = np.concatenate([rows.most, np.full(kinds, INFINITE)])
    upper = np.concatenate([able.astype(np.float64), [1.0, 1.0, INFINITE]])
    cost = np.concatenate([np.zeros(kinds + 1), [1 / mean, 1.0]])
    solver = programme(cost, upper, matrix, least, most)
    point, low, high = mean, 0.0, 1.0
    for _ in range(_TANGENTS):
        places = np.array([kinds, kinds + 2], dtype=np.int32)
        slope = mean / point**2
        solver.addRow(2 * mean / point, INFINITE, 2, places, np.array([slope, 1.0]))
        if not solved(solver):
            break
        low, high, tail = np.array(solver.getSolution().col_value)[kinds:].tolist()
        point = max(low, point / 4)
        if mean / point - tail < _CLOSE * mean / point:
            break
    return low, high
