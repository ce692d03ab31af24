"""What the worker repeats for gatherings."""

from citizenspring.common.background import background

from . import services

__all__ = ["remind_people"]


@background("gathering reminders", every=300)
def remind_people() -> int:
    """Remind those who have a place, a week and a day ahead."""
    return services.remind()
