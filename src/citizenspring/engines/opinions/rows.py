"""The table of statements and the three lists drawn from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.opinions.result import Cell, Shared, StatementRow
from citizenspring.engines.opinions.routing import card_extremity, polis_priority

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.picks import Direction
    from citizenspring.engines.opinions.result import Status
    from citizenspring.engines.opinions.tables import GroupCounts
    from citizenspring.engines.opinions.votes import VoteMatrix

__all__ = ["shared_lists", "statement_rows"]

_MAJORITY = 0.5
_CONTRAST = 0.4


def statement_rows(
    votes: VoteMatrix,
    axes: Axes,
    counts: GroupCounts,
    bridging: NDArray[np.float64] | None = None,
) -> tuple[StatementRow, ...]:
    """Build the table, one row per statement in the order of the columns."""
    agree = (counts.agree + 1.0) / (counts.seen + 2.0)
    disagree = (counts.disagree + 1.0) / (counts.seen + 2.0)
    lean = agree - disagree
    extremity = card_extremity(axes)
    figures = zip(
        counts.consensus("agree").tolist(),
        counts.consensus("disagree").tolist(),
        agree.min(axis=0).tolist(),
        disagree.min(axis=0).tolist(),
        (lean.max(axis=0) - lean.min(axis=0)).tolist(),
        [None] * votes.shape[1] if bridging is None else bridging.tolist(),
        extremity.tolist(),
        polis_priority(votes, counts, extremity).tolist(),
        strict=True,
    )
    everyone = _cells(votes.tallies[:, None, :])[0]
    by_group = list(
        zip(*_cells(np.stack([counts.agree, counts.disagree, counts.seen])), strict=True)
    )
    return tuple(
        StatementRow(statement, _status(votes, statement), everyone[at], by_group[at], *given)
        for at, (statement, given) in enumerate(zip(votes.statements, figures, strict=True))
    )


def shared_lists(
    rows: tuple[StatementRow, ...],
) -> tuple[tuple[Shared, ...], tuple[Shared, ...], tuple[Shared, ...]]:
    """Draw common ground, bridging and divisive statements from the table.

    Returns
    -------
    common_ground : tuple of Shared
        A majority of every group votes the same way; by group-aware consensus.
    bridging : tuple of Shared
        Agreement beyond what the place on the map explains; empty when not computed.
    divisive : tuple of Shared
        Groups differ by at least 0.4 in chance to agree less chance to disagree.
    """
    shown = [row for row in rows if row.status == "shown" and row.everyone.seen]
    common: list[Shared] = []
    for row in shown:
        if row.lowest_agree > _MAJORITY:
            common.append(Shared(row.statement, "agree", row.agree_consensus, row.lowest_agree))
        elif row.lowest_disagree > _MAJORITY:
            common.append(
                Shared(row.statement, "disagree", row.disagree_consensus, row.lowest_disagree)
            )
    bridging = [
        Shared(row.statement, "agree", row.bridging, row.lowest_agree)
        for row in shown
        if row.bridging is not None and row.bridging > 0
    ]
    divisive = [
        Shared(row.statement, _direction(row), row.divides, row.lowest_agree)
        for row in shown
        if row.divides >= _CONTRAST
    ]
    return _ordered(common), _ordered(bridging), _ordered(divisive)


def _ordered(found: list[Shared]) -> tuple[Shared, ...]:
    return tuple(sorted(found, key=lambda one: -one.score))


def _direction(row: StatementRow) -> Direction:
    return "agree" if row.everyone.agree >= row.everyone.disagree else "disagree"


def _status(votes: VoteMatrix, statement: Hashable) -> Status:
    if statement in votes.meta:
        return "meta"
    return "moderated out" if statement in votes.moderated_out else "shown"


def _cells(tallies: NDArray[np.int64]) -> list[list[Cell]]:
    """Cells by group and statement from tallies of shape (3, groups, statements)."""
    agree, disagree, seen = tallies
    passed = seen - agree - disagree
    return [
        [Cell(*one) for one in zip(a, d, p, strict=True)]
        for a, d, p in zip(agree.tolist(), disagree.tolist(), passed.tolist(), strict=True)
    ]
