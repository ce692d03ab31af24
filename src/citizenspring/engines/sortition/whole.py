"""Panels found by integer programming: slow, but sure to find one where there is one."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from .solver import INFINITE, programme, solved

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .conditions import Conditions

__all__ = ["best_kinds", "people_of", "whole_rows"]


def whole_rows(
    conditions: Conditions,
) -> tuple[sparse.csr_array, NDArray[np.float64], NDArray[np.float64]]:
    """The conditions on how many of each kind are on the panel: matrix, least, most."""
    rows = conditions.rows
    matrix = sparse.csr_array(rows.matrix / conditions.kinds.sizes)
    # The row of a household is per member: multiplied, it counts people again.
    sizes = np.where(np.arange(len(rows.most)) > len(conditions.quotas), _least_entry(matrix), 1.0)
    scale = 1.0 / sizes
    scaled = sparse.csr_array(sparse.diags_array(scale) @ matrix)
    least = np.where(np.isinf(rows.least), -INFINITE, rows.least * scale)
    return scaled, least, rows.most * scale


def _least_entry(matrix: sparse.csr_array) -> NDArray[np.float64]:
    starts = matrix.indptr
    return np.array(
        [
            matrix.data[first:last].min() if last > first else 1.0
            for first, last in pairwise(starts.tolist())
        ]
    )


def best_kinds(conditions: Conditions, worth: NDArray[np.float64]) -> NDArray[np.int64] | None:
    """How many of each kind the panel with the highest worth has; None when there is no panel."""
    matrix, least, most = whole_rows(conditions)
    kinds = len(conditions.kinds)
    upper = conditions.kinds.sizes.astype(np.float64)
    solver = programme(-worth, upper, matrix, least, most, whole=kinds)
    if not solved(solver):
        return None
    found: NDArray[np.int64] = np.rint(solver.getSolution().col_value).astype(np.int64)
    return found


def people_of(
    conditions: Conditions, many: NDArray[np.int64], wishes: NDArray[np.int64]
) -> NDArray[np.int32]:
    """A panel with so many of each kind, those with the highest wishes first."""
    crowd: defaultdict[int, int] = defaultdict(int)
    members: list[list[int]] = [[] for _ in range(len(conditions.kinds))]
    for person, kind in enumerate(conditions.kinds.of.tolist()):
        members[kind].append(person)
    panel: list[int] = []
    homes, wished = conditions.homes.tolist(), wishes.tolist()
    for kind in np.flatnonzero(many).tolist():
        left = members[kind]
        for _ in range(int(many[kind])):
            # The emptiest household first: then the last one finds room too.
            best = min(left, key=lambda one: (crowd[homes[one]], -wished[one], one))
            left = [one for one in left if one != best]
            crowd[homes[best]] += homes[best] >= 0
            panel.append(best)
    return np.array(panel, dtype=np.int32)
