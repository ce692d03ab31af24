"""Rows of the room: tables, seats, facilitators."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from citizenspring.gatherings import services
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.services import FacilitatorFacts, RegistrationFacts
from citizenspring.gatherings.tests.factories import make_gathering, organiser_of, seated
from tests.access import OTHERS, Row

from .gatherings import address_of

ORGANISER = {"organiser": 200, OTHERS: 403}
DONE = {"organiser": 302, OTHERS: 403}
TEAM = {"organiser": 200, "facilitator": 200, OTHERS: 403}


def a_room() -> Gathering:
    gathering = make_gathering(capacity=10)
    olga = organiser_of(gathering)
    rows = [RegistrationFacts(f"Person {k}") for k in range(6)]
    services.import_registrations(gathering, rows, by=olga)
    services.set_tables(gathering, 2, by=olga)
    return gathering


def seated_room() -> Gathering:
    gathering = a_room()
    seated(gathering, {1: list(gathering.registrations.all())})
    return gathering


def room() -> dict[str, Any]:
    return address_of(a_room())


def seats() -> dict[str, Any]:
    return address_of(seated_room())


def a_table() -> dict[str, Any]:
    return {**room(), "number": 1}


def a_facilitator() -> dict[str, Any]:
    gathering = a_room()
    by = organiser_of(gathering)
    one = services.add_facilitators(gathering, [FacilitatorFacts("Anna")], by=by)[0]
    return {**address_of(gathering), "key": one.pk}


def a_list() -> dict[str, Any]:
    return {"list": "1", "file": SimpleUploadedFile("people.csv", b"name\nAda\n")}


ROWS = [
    Row("gatherings:bring-in", at=room, get=ORGANISER, sends=a_list, post=DONE),
    Row("gatherings:room", at=room, get=ORGANISER),
    Row(
        "gatherings:tables",
        at=room,
        get=ORGANISER,
        sends=lambda: {"count": "3", "seats": "9"},
        post=DONE,
    ),
    Row("gatherings:table-key", at=a_table, post=DONE),
    Row("gatherings:needs", at=room, get=ORGANISER, post=DONE),
    Row(
        "gatherings:seat",
        at=room,
        get=ORGANISER,
        sends=lambda: {"rounds": "1", "size": "6", "who": "coming"},
        post=DONE,
    ),
    Row("gatherings:seat-again", at=seats, post={"organiser": 422, OTHERS: 403}),
    Row("gatherings:show-seats", at=seats, post=DONE),
    Row("gatherings:table-cards", at=room, get=ORGANISER),
    Row(
        "gatherings:roster",
        at=room,
        get=ORGANISER,
        sends=lambda: {"name": "Anna"},
        post=DONE,
    ),
    Row("gatherings:assign-tables", at=room, post=DONE),
    Row("gatherings:change-facilitator", at=a_facilitator, post=DONE),
    Row("gatherings:seat-lists", at=seats, get=TEAM),
    Row("gatherings:seats-csv", at=seats, get=TEAM),
    Row("gatherings:my-table", at=seats, get=404),
    Row("gatherings:seats-wall", at=seats, get=TEAM),
]
