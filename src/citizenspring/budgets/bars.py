"""Bars of money as drawings: what part of a whole each piece takes, from 0 to 100."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

__all__ = ["Piece", "bar"]


@dataclass(frozen=True)
class Piece:
    """One piece of a bar: what it is called, its amount, how it looks, where it lies."""

    label: Any
    amount: Decimal
    tone: str
    start: float
    width: float


def bar(whole: Decimal, parts: Iterable[tuple[Any, Decimal, str]]) -> list[Piece]:
    """Pieces one after the other; a piece too small to be seen keeps its place in the table.

    Examples
    --------
    >>> [(one.start, one.width) for one in bar(Decimal(200), [("a", Decimal(50), "own")])]
    [(0.0, 25.0)]
    """
    pieces, start = [], 0.0
    for label, amount, tone in parts:
        width = round(100 * float(amount) / float(whole), 3) if whole else 0.0
        width = max(0.0, min(width, 100.0 - start))
        pieces.append(Piece(label, amount, tone, round(start, 3), width))
        start += width
    return pieces
