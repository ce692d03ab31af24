"""How many tables, and how many people at each.

The rule: as few tables as it takes for nobody to sit at a larger table than asked, and sizes
that differ by one at most. Where that leaves a table below the smallest size allowed, one
table fewer is laid, and so on, as long as none grows above the largest size allowed.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput, Infeasible

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LARGEST", "SMALLEST", "shared_out", "sizes_for_groups", "table_sizes"]

SMALLEST, LARGEST = 6, 12
"""Between these a talk is a talk: below it depends on one voice, above many never speak."""
_PAIR = 2


def table_sizes(
    people: int, size: int = 9, *, smallest: int = SMALLEST, largest: int = LARGEST
) -> tuple[int, ...]:
    """Return the size of each table, larger ones first.

    Raises
    ------
    BadInput
        When the sizes asked for make no sense.
    Infeasible
        When so many people cannot be seated with nobody left alone.

    Examples
    --------
    >>> table_sizes(29, 9)
    (8, 7, 7, 7)
    >>> table_sizes(11, 9)
    (11,)
    """
    if not _PAIR <= smallest <= size <= largest:
        found = f"tables of {size}, at least {smallest} and at most {largest}, were asked for"
        raise BadInput(found, expected=f"a size from {max(smallest, _PAIR)} to {largest}")
    for tables in range(-(-people // size), 0, -1):
        if people // tables >= smallest and -(-people // tables) <= largest:
            return shared_out(people, [largest] * tables)
    raise Infeasible(_why_not(people, smallest, largest))


def sizes_for_groups(
    people: int, groups: Sequence[int], size: int, *, smallest: int, largest: int
) -> tuple[int, ...]:
    """Return sizes at which groups that must not be parted fit, larger ones first.

    Couples do not fill tables of nine: the largest groups first go to the emptiest tables, then
    people on their own, with as few tables as it takes. Without a way the even sizes are returned.

    Examples
    --------
    >>> sizes_for_groups(18, [2] * 9, 9, smallest=6, largest=12)
    (6, 6, 6)
    """
    even = table_sizes(people, size, smallest=smallest, largest=largest)
    alone = people - sum(groups)
    order = sorted(groups, reverse=True) + [1] * alone
    for most in range(size, largest + 1):
        for tables in range(max(1, -(-people // most)), people // smallest + 1):
            loads = _packed(order, tables, most)
            if loads is not None and smallest <= min(loads) and max(loads) <= largest:
                return tuple(sorted(loads, reverse=True))
    return even


def _packed(order: Sequence[int], tables: int, most: int) -> list[int] | None:
    heap = [(0, table) for table in range(tables)]
    for group in order:
        load, table = heap[0]
        # A group larger than that has a table for itself.
        if load and load + group > most:
            return None
        heapq.heapreplace(heap, (load + group, table))
    return [load for load, _ in heap]


def shared_out(people: int, seats: Sequence[int]) -> tuple[int, ...]:
    """Fill tables as evenly as their seats allow, earlier ones first.

    Examples
    --------
    >>> shared_out(20, [9, 4, 9])
    (8, 4, 8)
    """
    found = list(seats)
    left, open_tables = people, sorted(range(len(seats)), key=lambda table: (seats[table], table))
    # Tables too small for an even share are full; the others share the rest.
    while open_tables and seats[open_tables[0]] * len(open_tables) <= left:
        left -= seats[open_tables.pop(0)]
    if left and not open_tables:
        raise Infeasible(f"{people} people need {left} more seats than the tables have.")
    for rank, table in enumerate(sorted(open_tables)):
        found[table] = left // len(open_tables) + (rank < left % len(open_tables))
    return tuple(found)


def _why_not(people: int, smallest: int, largest: int) -> str:
    limits = f"tables of {smallest} to {largest}"
    below = [n for n in range(people, -1, -1) if _works(n, smallest, largest)]
    above = next(n for n in range(people, people + 2 * largest) if _works(n, smallest, largest))
    ways = [f"invite {above - people} more"]
    if below and below[0]:
        ways.append(f"seat {people - below[0]} fewer")
    who = "1 person" if people == 1 else f"{people} people"
    return f"{who} cannot sit at {limits}: {' or '.join(ways)}, or allow other sizes."


def _works(people: int, smallest: int, largest: int) -> bool:
    return people == 0 or -(-people // largest) <= people // smallest
