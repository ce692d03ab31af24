"""Vectors of statements, by which near-duplicates in any language are found."""

from collections.abc import Sequence

from citizenspring.engines.language import embed

__all__ = ["read_ahead", "vectors"]


def vectors(texts: Sequence[str]) -> list[list[float] | None]:
    """One vector per text; none for a text without letters, which is like nothing."""
    return [row.tolist() if row.any() else None for row in embed(texts)]


def read_ahead() -> None:
    """Load the encoder, which takes seconds, before somebody who types waits for it."""
    embed(["once"])
