"""Votes of a size, with planted groups, for measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["make_votes"]

_SPAN = 50_000


def make_votes(
    people: int, statements: int, share: float, *, groups: int = 3, seed: int = 7
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    """Rows, columns and votes; `share` of all cells is filled, unevenly over the people.

    Most people cast few votes and some cast many, as in real conversations. Groups lean
    on two thirds of the statements; one vote in ten is a pass.
    """
    random = np.random.default_rng(seed)
    lean = random.choice([0.15, 0.5, 0.85], size=(groups, statements))
    lean[:, ::3] = random.choice([0.2, 0.8], size=(statements + 2) // 3)
    rows, columns, votes = [], [], []
    for first in range(0, people, _SPAN):
        span = min(_SPAN, people - first)
        activity = np.minimum(random.gamma(2.0, share / 2.0, span), 1.0)
        row, column = _cells(random, activity, statements)
        chance = lean[random.integers(0, groups, span)[row], column]
        vote = np.where(random.random(row.size) < chance, 1, -1).astype(np.int8)
        vote[random.random(row.size) < 0.1] = 0
        rows.append((row + first).astype(np.int32))
        columns.append(column.astype(np.int32))
        votes.append(vote)
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(votes)


def _cells(
    random: np.random.Generator, activity: NDArray[np.float64], statements: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Different statements for each person: every cell once, with the chance of its person."""
    each = np.maximum(random.binomial(statements, activity), 1)
    row = np.repeat(np.arange(activity.size), each)
    column = random.integers(0, statements, row.size)
    key = np.unique(row * np.int64(statements) + column)
    return key // statements, key % statements
