"""What the worker repeats for gatherings."""

from citizenspring.common.background import background

from . import services, warming
from .services import telling_after
from .services.seating import BELL

__all__ = ["place_who_came", "remind_of_steps", "remind_people", "seat_people", "warm_up"]


@background("gathering reminders", every=300)
def remind_people() -> int:
    """Remind those who have a place, a week and a day ahead."""
    return services.remind()


@background("next steps of gatherings", every=3600)
def remind_of_steps() -> int:
    """Remind organisers of what they promised, two days ahead and the day after."""
    return telling_after.remind_of_steps()


@background("seats", every=2, listen=BELL)
def seat_people() -> int:
    """Work out the seats that organisers asked for."""
    return services.seat_waiting()


@background("latecomers", every=20)
def place_who_came() -> int:
    """Give a table to whoever came in the moment in which all were seated anew."""
    services.place_forgotten()
    return 0


@background("seats at hand", every=60)
def warm_up() -> int:
    """Load the compiled seating before the first who waits for it, on days of gatherings."""
    warming.warm_up_if_near()
    return 0
