"""Leaving out what a few voters said of themselves, so that no ballot stands alone.

Whoever says place and age may be the only one who says both. Ages of small groups are left out
first, then small places; and where that leaves out too few, the next smallest goes with them,
because one thing left out alone is the total without the others (complementary suppression).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["SMALLEST", "Cell", "hidden_cells", "shown"]

SMALLEST = 10
"""Ballots that must share what they show."""

Cell = tuple[str, str]
"""Place and age; either may be empty."""


def shown(counts: Mapping[str, int], smallest: int = SMALLEST) -> set[str]:
    """Return the values that may be shown; those who said nothing hide the others.

    Parameters
    ----------
    counts : mapping
        Ballots by value; the empty value is "did not say".
    smallest : int
        The smallest group that may be told apart.

    Examples
    --------
    >>> sorted(shown({"Jette": 3, "Uccle": 40, "Evere": 12}))
    ['Uccle']
    >>> sorted(shown({"Jette": 3, "Uccle": 40, "": 20}))
    ['Uccle']
    >>> sorted(shown({"Jette": 30, "Uccle": 40}))
    ['Jette', 'Uccle']
    """
    silent = counts.get("", 0)
    said = sorted((count, value) for value, count in counts.items() if value and count)
    hidden = sum(1 for count, _value in said if count < smallest)
    while hidden < len(said) and not _is_enough(said[:hidden], silent, smallest):
        hidden += 1
    return {value for _count, value in said[hidden:]}


def hidden_cells(cells: Mapping[Cell, int], smallest: int = SMALLEST) -> dict[Cell, Cell]:
    """Return what each cell of place and age is published as, where that is something else.

    Parameters
    ----------
    cells : mapping
        Ballots by place and age.
    smallest : int
        The smallest group that may be told apart.

    Examples
    --------
    >>> hidden_cells({("Jette", "65"): 4, ("Jette", "18"): 30, ("", ""): 20})
    {('Jette', '65'): ('Jette', ''), ('Jette', '18'): ('Jette', '')}
    """
    places = _totals((place, count) for (place, _age), count in cells.items())
    kept = shown(places, smallest)
    found: dict[Cell, Cell] = {}
    for group in {place if place in kept else "" for place in places}:
        inside = {c: n for c, n in cells.items() if (c[0] if c[0] in kept else "") == group}
        ages = shown(_totals((age, n) for (_place, age), n in inside.items()), smallest)
        for place, age in inside:
            found[place, age] = (group, age if age in ages else "")
    return {cell: found[cell] for cell in cells if found[cell] != cell}


def _totals(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for value, count in pairs:
        totals[value] += count
    return dict(totals)


def _is_enough(hidden: list[tuple[int, str]], silent: int, smallest: int) -> bool:
    groups = len(hidden) + bool(silent)
    if not groups:
        return True
    return silent + sum(count for count, _ in hidden) >= smallest and (groups > 1 or not hidden)
