"""Hiding small cells, and enough others that nobody can work them out from the total.

Every cell under the limit is hidden. When the total is public, one hidden cell alone is the total
without the others; so the smallest of the cells left is hidden too, until at least two are hidden
and together they hold as many people as the limit asks (complementary suppression).

References
----------
Hundepool et al., *Statistical Disclosure Control*, Wiley 2012, chapter 4.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

__all__ = ["SMALLEST", "suppressed"]

SMALLEST = 10
Cell = TypeVar("Cell", bound=Hashable)


def suppressed(cells: Mapping[Cell, int], *, smallest: int = SMALLEST) -> dict[Cell, int | None]:
    """The cells with ``None`` where a number must not be shown.

    Parameters
    ----------
    cells : mapping
        A count for each cell; their sum is taken to be public.
    smallest : int
        The smallest count that may be shown.

    Examples
    --------
    >>> suppressed({"Jette": 3, "Uccle": 40, "Evere": 12})
    {'Jette': None, 'Uccle': 40, 'Evere': None}
    >>> suppressed({"Jette": 30, "Uccle": 40})
    {'Jette': 30, 'Uccle': 40}
    """
    ordered = sorted(cells.items(), key=lambda pair: pair[1])
    small = sum(1 for _cell, count in ordered if count < smallest)
    hidden = small
    while 0 < hidden < len(ordered) and not _is_enough(ordered[:hidden], smallest):
        hidden += 1
    gone = {cell for cell, _count in ordered[:hidden]}
    return {cell: None if cell in gone else count for cell, count in cells.items()}


def _is_enough(hidden: list[tuple[Cell, int]], smallest: int) -> bool:
    return len(hidden) > 1 and sum(count for _cell, count in hidden) >= smallest
