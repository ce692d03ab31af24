"""Maximin support: projects one by one so that the heaviest burden stays as light as can be."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.optimize import OptimizeResult, linprog

from citizenspring.engines.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from citizenspring.engines.budgeting.supporters import Supporters
    from citizenspring.engines.budgeting.ties import Tie, TieList

__all__ = ["heaviest_load", "maximin_support"]

_NEAR = 1e-9


def maximin_support(
    supporters: Supporters, ties: TieList
) -> tuple[tuple[int, ...], dict[int, Tie], tuple[Fraction, ...]]:
    """Buy the project with which the costs can be spread most evenly over the supporters.

    Each step solves a linear programme for every open project; meant as a check on votes of
    moderate size. Loads are compared in floats, those within 1e-9 count as tied.

    Returns
    -------
    bought : tuple of int
    ties : mapping of step to Tie
    loads : tuple of Fraction
        The heaviest load after each step, in the units of the vote, to float precision.

    References
    ----------
    .. [1] Aziz, Lee, Talmon, "Proportionally Representative Participatory Budgeting: Axioms
       and Algorithms", AAMAS 2018, arXiv:1711.08226
    """
    bought: list[int] = []
    found: dict[int, Tie] = {}
    loads: list[Fraction] = []
    left = supporters.election.limit
    lower = 0.0
    while True:
        open_ = [
            one
            for one, cost in enumerate(supporters.costs)
            if one not in bought and cost <= left and supporters.totals[one] > 0
        ]
        if not open_:
            return tuple(bought), found, tuple(loads)
        by = {one: max(lower, heaviest_load(supporters, [*bought, one])) for one in open_}
        lower = min(by.values())
        tied = [one for one, load in by.items() if load <= lower * (1 + _NEAR)]
        if len(tied) > 1:
            found[len(bought)] = ties.report(tied)
        chosen = ties.first(tied)
        bought.append(chosen)
        loads.append(Fraction(lower))
        left -= supporters.costs[chosen]


def heaviest_load(supporters: Supporters, projects: Sequence[int]) -> float:
    """Return the smallest heaviest load with which supporters can pay all the projects."""
    parts = [supporters.of(one)[0] for one in projects]
    rows = np.concatenate(parts)
    kinds, row = np.unique(rows, return_inverse=True)
    column = np.arange(rows.size)
    of = np.repeat(np.arange(len(projects)), [part.size for part in parts])
    costs = np.array([supporters.costs[one] for one in projects], dtype=float)
    scale = costs.max() or 1.0
    shape = (kinds.size, rows.size)
    paid = sparse.csr_array((np.ones(rows.size), (row, column)), shape=shape)
    weights = supporters.float_weights[kinds]
    within = sparse.hstack([paid, sparse.csr_array(-weights[:, None])])
    full = sparse.csr_array((np.ones(rows.size), (of, column)), shape=(costs.size, rows.size + 1))
    goal = np.zeros(rows.size + 1)
    goal[-1] = 1.0
    solved: OptimizeResult = linprog(  # type: ignore[call-overload]  # because the stubs know no sparse matrices
        goal, A_ub=within, b_ub=np.zeros(kinds.size), A_eq=full, b_eq=costs / scale, method="highs"
    )
    if not solved.success:
        raise EngineError(f"The loads could not be computed: {solved.message}")
    return float(solved.fun) * scale
