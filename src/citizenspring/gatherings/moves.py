"""Registrations in the registries of people: what follows a guest, what an erasure leaves."""

from collections.abc import Iterable

from django.utils.translation import ngettext

from citizenspring.people import copying, erasing, keeping, merging
from citizenspring.people.models import Person

from .models import Gathering, Registration
from .services.filling import fill_places, give_back_place

__all__ = ["join"]


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


def move_registrations(guest: Person, into: Person) -> None:
    """Where both registered, the place stays, or else the earlier number."""
    mine = {row.gathering_id: row for row in Registration.objects.filter(person=into)}
    for row in Registration.objects.filter(person=guest).order_by("pk"):
        other = mine.get(row.gathering_id)
        if other is None:
            continue
        held = Gathering.objects.select_for_update().get(pk=row.gathering_id)
        loser = max(row, other, key=lambda one: (_worth(one), one.number))
        _drop(held, loser)
    Registration.objects.filter(person=guest).update(person=into)


def _worth(row: Registration) -> int:
    """Lower is better."""
    return [
        Registration.State.COMING, Registration.State.WAITING, Registration.State.CANCELLED
    ].index(Registration.State(row.state))  # fmt: skip


def _drop(held: Gathering, row: Registration) -> None:
    row.refresh_from_db()
    give_back_place(held, row)
    row.delete()
    fill_places(held)


def erase_registrations(person: Person) -> None:
    """Her place is given back before the day; of what was, only numbers stay."""
    for row in Registration.objects.filter(person=person).order_by("pk"):
        held = Gathering.objects.select_for_update().get(pk=row.gathering_id)
        _drop(held, row)


def join() -> None:
    """Called when the app starts."""
    merging.register(move_registrations)
    keeping.register(_kept)
    copying.leave_out("gatherings.Registration.ticket")
    copying.about_others("gatherings.Registration.keyed_by")
    erasing.register(erase_registrations)
