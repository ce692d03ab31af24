"""What the worker repeats for harvests."""

from citizenspring.common.background import background

from .grouping import Grouper

__all__ = ["group_cards"]

_grouper = Grouper()


@background("themes of cards", every=1)
def group_cards() -> int:
    """Group the cards of the runs of the day where they changed."""
    _grouper.step()
    return 0
