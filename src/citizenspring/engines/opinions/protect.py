"""What may be published of a map without showing how single people voted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from citizenspring.engines.opinions.result import Cell, Group, OpinionMap, StatementRow

__all__ = ["protected"]


def protected(found: OpinionMap, *, smallest: int = 5) -> OpinionMap:
    """Return the map without groups and cells of fewer than `smallest` people.

    A group that is too small disappears, with everything said about it; its members stay
    counted in the totals. In the table a group's cell on a statement is hidden when fewer
    saw it, or when all of its few sides could be read off; where one cell alone would be hidden
    the next smallest goes too, since the total would give it away.

    Parameters
    ----------
    found : OpinionMap
    smallest : int
        At least 1; 1 hides nothing.

    Raises
    ------
    BadInput
        When `smallest` is below 1.
    """
    if smallest < 1:
        raise BadInput(f"the floor is {smallest}", expected="at least 1")
    kept = [at for at, group in enumerate(found.groups) if group.size >= smallest]
    rows = tuple(_row(row, kept, smallest) for row in found.rows)
    seen_by = {
        (found.groups[at].id, row.statement): row.groups[place]
        for row in rows
        for place, at in enumerate(kept)
    }
    groups = tuple(_group(found.groups[at], seen_by) for at in kept)
    gone = {group.id for group in found.groups} - {group.id for group in groups}
    labels = np.where(np.isin(found.group_of_row, list(gone)), -1, found.group_of_row)
    labels.flags.writeable = False
    return replace(found, groups=groups, rows=rows, group_of_row=labels)


def _group(group: Group, seen_by: dict[tuple[int, object], Cell | None]) -> Group:
    """Drop what is said about cells that are hidden."""
    said = tuple(
        one for one in group.representative if seen_by[group.id, one.statement] is not None
    )
    return replace(group, representative=said)


def _row(row: StatementRow, kept: list[int], smallest: int) -> StatementRow:
    everything: list[Cell | None] = [
        cell if cell is None or cell.seen == 0 or cell.seen >= smallest else None
        for cell in row.groups
    ]
    hidden = [at for at, cell in enumerate(everything) if cell is None]
    lost = [at for at in range(len(everything)) if at not in kept and everything[at] is not None]
    if len(hidden) + len(lost) == 1:
        others = [(cell.seen, at) for at, cell in enumerate(everything) if cell and cell.seen]
        others = [one for one in others if one[1] not in lost]
        if others:
            everything[min(others)[1]] = None
    return replace(row, groups=tuple(everything[at] for at in kept))
