"""Centres, their times, and a resident's place in one."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from citizenspring.common.clock import database_now
from citizenspring.people.documents import document_key, plain_number
from citizenspring.people.errors import (
    AlreadyBooked,
    AlreadyConfirmed,
    CentreKnown,
    CodeOfNobody,
    DocumentKnown,
    NotYourself,
    SlotFull,
)
from citizenspring.people.levels import Level, Way
from citizenspring.people.limits import Limit
from citizenspring.people.models import Attainment, Booking, Centre, Person, Slot
from citizenspring.people.permissions import may_book, may_organise_centres, may_verify
from citizenspring.people.recording import record

from .levels import attain

__all__ = ["book", "cancel_booking", "confirm", "give_place_back", "open_centre", "open_slots"]

# Without letters and digits that look alike; twelve of them are 60 bits.
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12
TRIES = Limit("codes tried by a verifier", 30, timedelta(minutes=1))
State = Booking.State


@transaction.atomic
def open_centre(name: str, address: str, *, by: Person) -> Centre:
    """Name a place where people show who they are."""
    may_organise_centres.require(by, None)
    try:
        with transaction.atomic():
            centre = Centre.objects.create(name=name, address=address)
    except IntegrityError as known:
        raise CentreKnown from known
    record("centre.opened", facts={"title": name, "by": by.pseudonym("roles")})
    return centre


@transaction.atomic
def open_slots(
    centre: Centre, times: Iterable[tuple[datetime, datetime]], *, places: int, by: Person
) -> int:
    """Offer times with so many places each; a time that is there already stays as it is."""
    may_organise_centres.require(by, None)
    slots = [
        Slot(centre=centre, starts_at=start, ends_at=end, places=places) for start, end in times
    ]
    before = centre.slots.count()
    Slot.objects.bulk_create(slots, ignore_conflicts=True)
    return centre.slots.count() - before


@transaction.atomic
def book(slot: Slot, *, by: Person) -> Booking:
    """Take a place; of two who want the last one, a conditional update lets one have it."""
    may_book.require(by, slot)
    if by.level >= Level.IN_PERSON:
        raise AlreadyConfirmed
    free = Slot.objects.filter(pk=slot.pk, taken__lt=F("places"), ends_at__gt=database_now())
    if not free.update(taken=F("taken") + 1):
        raise SlotFull
    code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    try:
        with transaction.atomic():
            return Booking.objects.create(slot=slot, person=by, code=code)
    except IntegrityError as second:
        raise AlreadyBooked from second


@transaction.atomic
def cancel_booking(booking: Booking, *, by: Person) -> None:
    """Give one's place back to somebody else."""
    may_book.require(by, booking.slot)
    if booking.person_id == by.pk:
        give_place_back(booking)


def give_place_back(booking: Booking) -> None:
    booked = Booking.objects.filter(pk=booking.pk, state=State.BOOKED)
    if booked.update(state=State.CANCELLED):
        Slot.objects.filter(pk=booking.slot_id).update(taken=F("taken") - 1)


def confirm(code: str, way: Way, *, shown: str, by: Person) -> Attainment:
    """Confirm the person whose code and document (or phone) a verifier has before her eyes.

    Of what was shown only a keyed digest is kept, so that it confirms one account only.
    """
    may_verify.require(by, None)
    TRIES.take(str(by.pk))
    return _confirm(plain_number(code), way, shown, by)


@transaction.atomic
def _confirm(code: str, way: Way, shown: str, by: Person) -> Attainment:
    booking = Booking.objects.select_related("person").filter(code=code, state=State.BOOKED).first()
    if booking is None:
        raise CodeOfNobody
    person = booking.person
    if person.pk == by.pk:
        raise NotYourself
    try:
        with transaction.atomic():
            is_new = attain(person, way, by=by, subject=document_key(shown, way))
    except IntegrityError as known:
        raise DocumentKnown from known
    if not is_new:
        raise AlreadyConfirmed
    if not Booking.objects.filter(pk=booking.pk, state=State.BOOKED).update(state=State.DONE):
        raise CodeOfNobody
    return Attainment.objects.get(person=person, way=way)
