"""Registrations in the registries of people: what follows a guest, what an erasure leaves."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from citizenspring.common.clock import database_now
from citizenspring.people import copying, erasing, keeping, merging
from citizenspring.people.models import Person

from .models import Arrival, Facilitator, Gathering, Registration, Seat, new_code
from .services.filling import fill_places, give_back_place

__all__ = ["join"]

NOBODY = "-"


def _kept(person: Person) -> Iterable[str]:
    rows = Registration.objects.filter(person=person)
    count = rows.exclude(state=Registration.State.CANCELLED).count()
    if count:
        sentence = ngettext(
            "Your registration for %(count)s gathering, seen by its organisers.",
            "Your registrations for %(count)s gatherings, seen by their organisers.",
            count,
        )
        yield sentence % {"count": count}


def _kept_of_the_day(person: Person) -> Iterable[str]:
    count = Arrival.objects.filter(registration__person=person).count()
    if count:
        sentence = ngettext(
            "That you came to %(count)s gathering, when, and at which tables you sat.",
            "That you came to %(count)s gatherings, when, and at which tables you sat.",
            count,
        )
        yield sentence % {"count": count}


def move_registrations(guest: Person, into: Person) -> None:
    """Where both registered, whoever came in stays, or the place, or else the earlier number."""
    mine = {row.gathering_id: row for row in _rows(into)}
    for row in _rows(guest).order_by("gathering_id"):
        other = mine.get(row.gathering_id)
        if other is None:
            continue
        held = Gathering.objects.select_for_update().get(pk=row.gathering_id)
        _drop(held, max(row, other, key=_worth))
    Registration.objects.filter(person=guest).update(person=into)


def _rows(person: Person) -> QuerySet[Registration]:
    return Registration.objects.filter(person=person).select_related("arrival")


def _came(row: Registration) -> bool:
    return hasattr(row, "arrival")


def _worth(row: Registration) -> tuple[bool, int, int]:
    """Lower is better."""
    order = Registration.State.COMING, Registration.State.WAITING, Registration.State.CANCELLED
    return not _came(row), order.index(Registration.State(row.state)), row.number


def _drop(held: Gathering, row: Registration) -> None:
    """Of somebody who came in, what counts stays, and nothing of who she is."""
    if _came(row):
        row.person = row.home = None
        row.name, row.ticket = NOBODY, new_code()
        row.age = row.gender = row.education = row.needs = ""
        row.table_needs = []
        row.save()
        return
    row.refresh_from_db()
    give_back_place(held, row)
    row.delete()
    fill_places(held)


def erase_registrations(person: Person) -> None:
    """Her place is given back before the day; of what was, only numbers stay.

    Gatherings are held in one order, whoever else is erased meanwhile.
    """
    for row in _rows(person).order_by("gathering_id"):
        held = Gathering.objects.select_for_update().get(pk=row.gathering_id)
        _drop(held, row)


def move_facilitators(guest: Person, into: Person) -> None:
    """On one roster she stands once: the line with a table stays."""
    mine = {row.gathering_id: row for row in Facilitator.objects.filter(person=into)}
    for row in Facilitator.objects.filter(person=guest):
        other = mine.get(row.gathering_id)
        if other:
            loser = other if row.table_id and not other.table_id else row
            loser.delete()


def erase_facilitators(person: Person) -> None:
    """Before the day somebody else takes her table; afterwards a table was led, by nobody named."""
    rows = Facilitator.objects.filter(person=person)
    rows.filter(gathering__starts_at__gt=database_now()).delete()
    rows.update(person=None, name=NOBODY)


def of_the_day(person: Person) -> Iterable[copying.Table]:
    """When she came and where she sat; her voice in the room is kept beside no name."""
    came = Arrival.objects.filter(registration__person=person).order_by("at")
    facts = came.values("gathering_id", "door", "at", "said_at", "left_at")
    yield "gatherings.Arrival", [_told(row) for row in facts]
    seats = Seat.objects.filter(registration__person=person).order_by("plan", "round")
    yield "gatherings.Seat", [_told(row) for row in seats.values("plan_id", "round", "table")]


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, int | None) else str(value) for name, value in row.items()
    }


def join() -> None:
    """Called when the app starts."""
    merging.register(move_registrations)
    merging.register(move_facilitators)
    keeping.register(_kept)
    keeping.register(_kept_of_the_day)
    copying.leave_out("gatherings.Registration.ticket")
    copying.about_others("gatherings.Registration.keyed_by", "gatherings.Arrival.by")
    copying.register(of_the_day)
    erasing.register(erase_registrations)
    erasing.register(erase_facilitators)
