"""Giving places to those who wait, in the order in which they asked."""

from citizenspring.common.clock import database_now
from citizenspring.gatherings.models import Gathering, Registration

from .telling import tell_moved_up

__all__ = ["fill_places", "give_back_place"]


def fill_places(gathering: Gathering) -> list[Registration]:
    """Give what is free to the first who wait; the gathering's row is held by the caller.

    After the beginning nobody moves up: the door decides then.
    """
    free = gathering.capacity - gathering.taken
    if free <= 0 or gathering.is_cancelled or gathering.starts_at <= database_now():
        return []
    waiting = gathering.registrations.filter(state=Registration.State.WAITING)
    first = list(waiting.select_related("person").order_by("number")[:free])
    for registration in first:
        registration.state = Registration.State.COMING
        registration.moved_up_at = database_now()
        registration.save(update_fields=["state", "moved_up_at"])
    gathering.taken += len(first)
    gathering.save(update_fields=["taken"])
    for registration in first:
        tell_moved_up(gathering, registration)
    return first


def give_back_place(gathering: Gathering, registration: Registration) -> None:
    """Free the place of somebody who does not come; a waiting person has it at once."""
    if registration.holds_invited:
        gathering.invited_taken -= 1
        gathering.save(update_fields=["invited_taken"])
        registration.holds_invited = False
    elif registration.is_coming:
        gathering.taken -= 1
        gathering.save(update_fields=["taken"])
