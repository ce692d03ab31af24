"""Order of options that depends on nothing but themselves, and order by lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

__all__ = ["DEFAULT_SEED", "MOST_OPTIONS", "by_lot", "in_order"]

DEFAULT_SEED = "citizenspring"
MOST_OPTIONS = 2_000
"""Options one ranking takes: with more, each pair is compared too rarely to say anything."""
_BYTES = 16


def in_order(options: Iterable[Hashable]) -> tuple[Hashable, ...]:
    """Sort ids once each, numbers by value and anything else by its text.

    Raises
    ------
    BadInput
        When there are more than `MOST_OPTIONS`.

    Examples
    --------
    >>> in_order([10, 9, 10]), in_order(["b", "a"])
    ((9, 10), ('a', 'b'))
    """
    known = dict.fromkeys(options)
    if len(known) > MOST_OPTIONS:
        raise BadInput(f"there are {len(known):,} options", expected=f"at most {MOST_OPTIONS:,}")
    if all(isinstance(each, int) for each in known):
        return tuple(sorted(known))  # type: ignore[type-var]  # all of them are numbers
    return tuple(sorted(known, key=str))


def by_lot(options: Iterable[Hashable], seed: str | int = DEFAULT_SEED) -> list[Hashable]:
    """Put options in an order that only the seed decides.

    Each option draws its own number from the seed and its name, so that neither the order in
    which options are given nor the presence of others changes which of two comes first.

    Examples
    --------
    >>> by_lot(["trees", "benches", "water"]) == by_lot(["water", "trees", "benches"])
    True
    """
    numbers = {option: Stream(seed, f"lot {option}").take(_BYTES) for option in options}
    return sorted(numbers, key=lambda option: (numbers[option], str(option)))
