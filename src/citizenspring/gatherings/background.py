"""What the worker repeats for gatherings."""

from citizenspring.common.background import background

from . import services
from .services import telling_after

__all__ = ["remind_of_steps", "remind_people"]


@background("gathering reminders", every=300)
def remind_people() -> int:
    """Remind those who have a place, a week and a day ahead."""
    return services.remind()


@background("next steps of gatherings", every=3600)
def remind_of_steps() -> int:
    """Remind organisers of what they promised, two days ahead and the day after."""
    return telling_after.remind_of_steps()
