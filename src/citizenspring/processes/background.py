"""What the worker does for processes."""

from citizenspring.common.background import background

from .services import carry_out_due

__all__ = ["open_and_close"]


@background("open and close activities", every=5)
def open_and_close() -> int:
    """Open and close the activities whose time has come."""
    return carry_out_due()
