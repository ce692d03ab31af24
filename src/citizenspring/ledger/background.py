"""What the worker does for the record."""

from citizenspring.common.background import background

from .services import sequence

__all__ = ["append_what_waits"]


@background("append to the public record", every=1)
def append_what_waits() -> int:
    """Give waiting entries their place."""
    return sequence()
