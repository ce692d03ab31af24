"""What the worker would do in the minutes after loading, done at once."""

from citizenspring.ledger.services import sequence
from citizenspring.opinions.mapper import Mapper

__all__ = ["draw_maps", "settle"]


def settle() -> int:
    """Give every waiting entry its place in the public record; returns how many got one."""
    placed = 0
    while batch := sequence(hold=False):
        placed += batch
    return placed


def draw_maps() -> int:
    """Draw every opinion map whose votes have changed; returns how many were drawn."""
    return Mapper().step()
