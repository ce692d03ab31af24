"""What the worker would do in the minutes after loading, done at once."""

from citizenspring.ledger.services import sequence

__all__ = ["settle"]


def settle() -> int:
    """Give every waiting entry its place in the public record; returns how many got one."""
    placed = 0
    while batch := sequence(hold=False):
        placed += batch
    return placed
