"""People for tests."""

from datetime import timedelta
from itertools import count

from django.test import Client
from django.utils.timezone import now

from citizenspring.people.addresses import identity_key
from citizenspring.people.levels import Level
from citizenspring.people.models import Booking, Centre, Letter, Person, Role, Slot
from citizenspring.people.services import book

__all__ = [
    "make_booking",
    "make_guest",
    "make_letter",
    "make_person",
    "make_role",
    "make_slot",
    "make_visitor",
    "signed_in",
]

GUESTS = "citizenspring.people.backends.GuestBackend"
_numbers = count(1)


def make_guest(**facts: object) -> Person:
    return Person.objects.create(is_guest=True, **facts)


def make_person(email: str = "", **facts: object) -> Person:
    """A person with an account, whose mailbox was proved unless told otherwise."""
    email = email or f"person{next(_numbers)}@example.org"
    known = {"mail_key": identity_key(email), "level": Level.MAIL, "is_guest": False}
    return Person.objects.create(email=email, **(known | facts))


def make_role(kind: str, person: Person | None = None, **facts: object) -> Role:
    return Role.objects.create(person=person or make_person(), kind=kind, **facts)


def signed_in(person: Person, client: Client | None = None) -> Client:
    client = client or Client()
    client.force_login(person, backend=GUESTS)
    return client


def make_visitor(who: str, client: Client | None = None) -> Client:
    """A browser of a stranger, a guest, a member, or of someone who holds the role named."""
    if who == "stranger":
        return client or Client()
    if who == "guest":
        return signed_in(make_guest(), client)
    if who == "member":
        return signed_in(make_person(), client)
    return signed_in(make_role(who).person, client)


def make_slot(*, places: int = 2, **facts: object) -> Slot:
    """A time tomorrow at a centre of its own."""
    centre = Centre.objects.create(name=f"Centre {next(_numbers)}", address="Rue Haute 1")
    start = now() + timedelta(days=1)
    known = {"starts_at": start, "ends_at": start + timedelta(minutes=15), "places": places}
    return Slot.objects.create(centre=centre, **(known | facts))


def make_booking(person: Person | None = None, slot: Slot | None = None) -> Booking:
    return book(slot or make_slot(), by=person or make_person())


def make_letter(**facts: object) -> Letter:
    known = {"to": "ada@example.org", "language": "en", "subject": "Hello", "text": "Hello Ada."}
    return Letter.objects.create(**(known | facts))
