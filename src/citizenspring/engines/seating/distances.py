"""How far a table is from the room: total variation, and the least that is possible.

The distance of a table of s people from a room of N, over the values v of an attribute, is
½ Σ |n_v / s - N_v / N|: the share of the table that would have to be somebody else. Nineteen
communes cannot all sit at a table of nine, so the least possible mean is not 0; it is
reckoned here exactly, and so is what a seating by chance would give.
"""

from __future__ import annotations

import heapq
from collections import Counter
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["ONE", "by_chance", "distance", "least_possible", "parts"]

ONE = 1 << 20
"""A distance of 1 in the whole numbers of the annealing."""


def parts(here: int, size: int, everywhere: int, people: int) -> int:
    """Return a value's part of a table's distance as a whole number of ``1 / ONE``."""
    over = 2 * size * people
    return (2 * abs(here * people - size * everywhere) * ONE + over) // (2 * over)


def distance(table: Sequence[str], room: Mapping[str, int]) -> Fraction:
    """Return the total-variation distance of a table from the room.

    Examples
    --------
    >>> distance(["F", "F", "M"], {"F": 5, "M": 5})
    Fraction(1, 6)
    """
    people, here = sum(room.values()), Counter(table)
    gaps = (Fraction(here[v], len(table)) - Fraction(n, people) for v, n in room.items())
    return sum((abs(gap) for gap in gaps), Fraction()) / 2


def least_possible(room: Mapping[str, int], sizes: Sequence[int]) -> float:
    """Return a lower bound of the mean distance: each value spread as evenly as it can be.

    Each value is dealt to the tables one by one where it helps most, which is best because a
    value's part of the distance is convex in how many a table has.
    """
    people = sum(room.values())
    total = sum(_least_of(n, people, Counter(sizes)) for n in room.values())
    return float(total / len(sizes))


def _least_of(count: int, people: int, sizes: Mapping[int, int]) -> Fraction:
    share = Fraction(count, people)
    total = sum((share * tables for tables in sizes.values()), Fraction()) / 2
    heap = [(_more(0, size, share), size, 0) for size in sizes]
    heapq.heapify(heap)
    left = count
    while left:
        more, size, here = heapq.heappop(heap)
        dealt = min(left, sizes[size])
        total += more * dealt
        left -= dealt
        heapq.heappush(heap, (_more(here + 1, size, share), size, here + 1))
    return total


def _more(here: int, size: int, share: Fraction) -> Fraction:
    """What one more person adds to the distance of a table that has so many."""
    return (abs(Fraction(here + 1, size) - share) - abs(Fraction(here, size) - share)) / 2


def by_chance(room: Mapping[str, int], sizes: Iterable[int]) -> float:
    """Return the mean distance that tables drawn by lot would have, exactly."""
    people, counted = sum(room.values()), Counter(sizes)
    total = Fraction()
    for size, tables in counted.items():
        total += tables * sum((_expected(n, people, size) for n in room.values()), Fraction())
    return float(total / counted.total())


def _expected(count: int, people: int, size: int) -> Fraction:
    """Mean of ½ |X / size - count / people| for X of `count` among `size` drawn of `people`."""
    ways = sum(
        comb(count, here) * comb(people - count, size - here) * abs(here * people - size * count)
        for here in range(size + 1)
    )
    return Fraction(ways, comb(people, size) * 2 * size * people)
