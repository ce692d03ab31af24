"""Members of a panel drawn by lot: each has a place, whatever the waiting list."""

from django.db import transaction

from citizenspring.common.clock import database_now
from citizenspring.gatherings.models import Gathering, Registration
from citizenspring.people.models import Person

from .filling import fill_places, give_back_place
from .registering import RegistrationFacts, _hold, say
from .telling import tell_registered

__all__ = ["register_member", "release_member"]


@transaction.atomic
def register_member(
    gathering: Gathering, facts: RegistrationFacts, *, person: Person | None = None
) -> Registration:
    """Give a member of the panel her place; called by the act that took her word.

    It is one of the places kept for the invited, of which there are as many as members need. Who
    had registered before keeps her number and ticket, and her old place goes to whoever waits.
    """
    held = _hold(gathering)
    known = held.registrations.filter(person=person).first() if person else None
    if known and known.is_coming and known.holds_invited:
        known.how = Registration.How.LOT
        known.save(update_fields=["how"])
        return known
    made = known or Registration(gathering=held, person=person)
    if known:
        give_back_place(held, known)
    else:
        held.last_number += 1
        made.number = held.last_number
    held.invited_taken += 1
    held.invited_capacity = max(held.invited_capacity, held.invited_taken)
    held.save(update_fields=["last_number", "invited_taken", "invited_capacity"])
    made.how, made.state, made.holds_invited = made.How.LOT, made.State.COMING, True
    made.cancelled_at = made.moved_up_at = None
    say(held, made, facts)
    made.save()
    fill_places(held)
    tell_registered(held, made)
    return made


@transaction.atomic
def release_member(registration: Registration) -> None:
    """Take the place back of a member who leaves the panel; it stays kept for who steps in."""
    held = Gathering.objects.select_for_update().get(pk=registration.gathering_id)
    found = held.registrations.filter(pk=registration.pk).first()
    if found is None or found.state == Registration.State.CANCELLED:
        return
    give_back_place(held, found)
    found.state, found.cancelled_at = Registration.State.CANCELLED, database_now()
    found.save(update_fields=["state", "cancelled_at", "holds_invited"])
