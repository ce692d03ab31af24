"""What the worker repeats for harvests."""

from citizenspring.common.background import background

from .grouping import Grouper
from .services import publish_what_came_later

__all__ = ["group_cards", "publish_late_cards"]

_grouper = Grouper()


@background("themes of cards", every=1)
def group_cards() -> int:
    """Group the cards of the runs of the day where they changed."""
    _grouper.step()
    return 0


@background("late cards", every=20)
def publish_late_cards() -> int:
    """Publish what reached the server after its harvest, and follow what was changed."""
    return publish_what_came_later()
