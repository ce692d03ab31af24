"""Giving places to those who wait, in the order in which they asked."""

from django.db.models import QuerySet

from citizenspring.common.clock import database_now
from citizenspring.gatherings.models import Gathering, Registration

from .telling import tell_moved_up

__all__ = ["fill_places", "give_back_place"]


def fill_places(gathering: Gathering) -> list[Registration]:
    """Give what is free to the first who wait; the gathering's row is held by the caller.

    A place kept for people with a letter goes to the first of them who waits. After the beginning
    nobody moves up: the door decides then.
    """
    if gathering.is_cancelled or gathering.starts_at <= database_now():
        return []
    waiting = gathering.registrations.filter(state=Registration.State.WAITING)
    line = waiting.select_related("person").order_by("number")
    kept = max(0, gathering.invited_capacity - gathering.invited_taken)
    invited = _move_up(line.exclude(letter=None)[:kept], holds_invited=True)
    others = _move_up(line[: gathering.places_left], holds_invited=False)
    gathering.invited_taken += len(invited)
    gathering.taken += len(others)
    gathering.save(update_fields=["invited_taken", "taken"])
    for registration in (*invited, *others):
        tell_moved_up(gathering, registration)
    return [*invited, *others]


def _move_up(rows: QuerySet[Registration], *, holds_invited: bool) -> list[Registration]:
    first, moment = list(rows), database_now()
    for registration in first:
        registration.state = Registration.State.COMING
        registration.moved_up_at, registration.holds_invited = moment, holds_invited
    Registration.objects.bulk_update(first, ["state", "moved_up_at", "holds_invited"])
    return first


def give_back_place(gathering: Gathering, registration: Registration) -> None:
    """Free the place of somebody who does not come; a waiting person has it at once."""
    if registration.holds_invited:
        gathering.invited_taken -= 1
        gathering.save(update_fields=["invited_taken"])
        registration.holds_invited = False
    elif registration.is_coming:
        # Not below nothing: on the day, chairs of those who did not come are given once more.
        gathering.taken = max(0, gathering.taken - 1)
        gathering.save(update_fields=["taken"])
