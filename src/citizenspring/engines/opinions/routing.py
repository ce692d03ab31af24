"""Which card comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.tables import GroupCounts
    from citizenspring.engines.opinions.votes import VoteMatrix

__all__ = ["META_PRIORITY", "card_extremity", "polis_priority"]

META_PRIORITY = 49.0


def card_extremity(axes: Axes) -> NDArray[np.float64]:
    """How far one agreement with a statement and no other vote moves a person, shape (statements,).

    The single vote is scaled by √m as the position of a person with one vote is.
    """
    m = axes.centre.size
    length = np.hypot(axes.directions[0], axes.directions[1])
    return np.asarray(np.sqrt(m) * np.abs(1.0 - axes.centre) * length)


def polis_priority(
    votes: VoteMatrix, counts: GroupCounts, extremity: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weight of each statement in Polis's choice of the next card, shape (statements,).

    ``[(1 - (P+1)/(S+2)) · (E+1) · (A+1)/(S+2) · (1 + 8·2^(-S/5))]²`` over the people
    counted in groups: A agrees, P passes, S seen, E extremity. Meta statements have 49.
    """
    agree, seen = counts.agree.sum(axis=0), counts.seen.sum(axis=0)
    passed = counts.passed.sum(axis=0)
    engaged = 1.0 - (passed + 1.0) / (seen + 2.0)
    agreed = (agree + 1.0) / (seen + 2.0)
    novelty = 1.0 + 8.0 * 2.0 ** (-seen / 5.0)
    priority = (engaged * (extremity + 1.0) * agreed * novelty) ** 2
    is_meta = np.array([s in votes.meta for s in votes.statements], dtype=bool)
    return np.where(is_meta, META_PRIORITY, priority)
