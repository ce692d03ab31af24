"""The table of statements and the three lists drawn from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.opinions.result import Cell, Shared, StatementRow
from citizenspring.engines.opinions.routing import card_extremity, polis_priority
from citizenspring.engines.opinions.tables import SIGNIFICANT

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.crowd import Crowd
    from citizenspring.engines.opinions.picks import Direction
    from citizenspring.engines.opinions.result import Status
    from citizenspring.engines.opinions.tables import GroupCounts

__all__ = ["shared_lists", "statement_rows"]

_SHARED = 0.6
_LEANING = 0.4
_BRIDGE = 0.3
_CONTRAST = 0.4


def statement_rows(
    votes: Crowd,
    axes: Axes,
    counts: GroupCounts,
    bridging: NDArray[np.float64] | None = None,
) -> tuple[StatementRow, ...]:
    """Build the table, one row per statement in the order of the columns."""
    agree = (counts.agree + 1.0) / (counts.seen + 2.0)
    disagree = (counts.disagree + 1.0) / (counts.seen + 2.0)
    extremity = card_extremity(axes)
    figures = zip(
        counts.consensus("agree").tolist(),
        counts.consensus("disagree").tolist(),
        agree.min(axis=0).tolist(),
        disagree.min(axis=0).tolist(),
        _contrast(agree, disagree, counts).tolist(),
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
        Three in five of every group, or more, vote the same way; by group-aware consensus.
    bridging : tuple of Shared
        Not shared so clearly by all, yet voted alike whatever the place on the map: the
        bridging score is at least 0.3 and no group has less than two in five on that side.
    divisive : tuple of Shared
        Two groups differ by at least 0.4 in chance to agree less chance to disagree, at the
        careful end of the estimate.
    """
    shown = [row for row in rows if row.status == "shown" and row.everyone.seen]
    common: list[Shared] = []
    for row in shown:
        if row.lowest_agree >= _SHARED:
            common.append(Shared(row.statement, "agree", row.agree_consensus, row.lowest_agree))
        elif row.lowest_disagree >= _SHARED:
            common.append(
                Shared(row.statement, "disagree", row.disagree_consensus, row.lowest_disagree)
            )
    taken = {one.statement for one in common}
    bridges = [_bridge(row) for row in shown if row.statement not in taken]
    bridging = [one for one in bridges if one.score >= _BRIDGE and one.lowest >= _LEANING]
    divisive = [
        Shared(row.statement, _direction(row), row.divides, row.lowest_agree)
        for row in shown
        if row.divides >= _CONTRAST
    ]
    return _ordered(common), _ordered(bridging), _ordered(divisive)


def _contrast(
    agree: NDArray[np.float64], disagree: NDArray[np.float64], counts: GroupCounts
) -> NDArray[np.float64]:
    """Difference of the two most different groups less 1.2816 standard errors, at least 0."""
    lean = agree - disagree
    error = (agree + disagree - lean**2) / (counts.seen + 2.0)
    most, least = lean.argmax(axis=0), lean.argmin(axis=0)
    at = np.arange(lean.shape[1])
    gap = lean[most, at] - lean[least, at]
    doubt = np.sqrt(error[most, at] + error[least, at])
    return np.where(most == least, 0.0, np.maximum(gap - SIGNIFICANT * doubt, 0.0))


def _bridge(row: StatementRow) -> Shared:
    """Count rejection beyond camps as bridging too: people can unite against something."""
    score = row.bridging or 0.0
    if score >= 0:
        return Shared(row.statement, "agree", score, row.lowest_agree)
    return Shared(row.statement, "disagree", -score, row.lowest_disagree)


def _ordered(found: list[Shared]) -> tuple[Shared, ...]:
    return tuple(sorted(found, key=lambda one: -one.score))


def _direction(row: StatementRow) -> Direction:
    return "agree" if row.everyone.agree >= row.everyone.disagree else "disagree"


def _status(votes: Crowd, statement: Hashable) -> Status:
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
