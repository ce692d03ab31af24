"""The pen of the public record, lent to people: the record lies above them in the layers."""

from collections.abc import Callable

__all__ = ["record", "write_with"]

_pens: list[Callable[..., object]] = []


def write_with(pen: Callable[..., object]) -> None:
    """Hand over the function that writes in the record; the ledger does so when it starts."""
    _pens[:] = [pen]


def record(kind: str, **facts: object) -> None:
    (pen,) = _pens
    pen(kind, **facts)
