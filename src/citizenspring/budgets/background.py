"""What the worker repeats for budget rounds."""

from citizenspring.common.background import background

from .services import carry_out_due

__all__ = ["move_rounds"]


@background("budget stages", every=5)
def move_rounds() -> int:
    """Begin the stages whose time has come."""
    return carry_out_due()
