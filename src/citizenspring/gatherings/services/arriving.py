"""Coming in by the doors: noted once, whatever is scanned twice or sent again after an hour.

The arrival's own row decides between two doors. People without a place are let in while there is
room, and for them the gathering's row is held, so that the last chair goes to one of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import get_language

from citizenspring.common.clock import database_now
from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.common.ids import uuid7
from citizenspring.common.live import tell
from citizenspring.gatherings.errors import (
    AlreadyIn,
    AlreadyInBy,
    DoorsClosed,
    GatheringCancelled,
    HallFull,
    NotIn,
    PlacesKept,
    TicketUnknown,
    VoiceHeard,
)
from citizenspring.gatherings.models import Arrival, Gathering, Registration
from citizenspring.gatherings.permissions import may_keep_doors
from citizenspring.gatherings.tickets import plain_ticket
from citizenspring.gatherings.voices import has_spoken
from citizenspring.ledger.services import record
from citizenspring.people.models import Person

from .latecomers import place_latecomer
from .registering import RegistrationFacts, say

__all__ = [
    "DoorNote",
    "DoorRow",
    "Noted",
    "check_in",
    "check_out",
    "register_at_door",
    "take_arrivals",
    "undo_arrival",
]

BEFORE, AFTER = timedelta(days=1), timedelta(days=3)
State = Registration.State
How = Registration.How


@dataclass(frozen=True)
class DoorNote:
    """Which door notes it; ``sent`` is made by the device, ``said_at`` is its clock."""

    door: str = ""
    sent: UUID = field(default_factory=uuid7)
    said_at: datetime | None = None


@dataclass(frozen=True)
class DoorRow:
    """A line of a door's own list: a ticket, or the name of somebody who had none."""

    note: DoorNote
    ticket: str = ""
    name: str = ""
    speaks: Sequence[str] = ()


@dataclass(frozen=True)
class Noted:
    """What became of a line: ``in``, or the code and sentence of a refusal."""

    sent: UUID
    code: str
    sentence: str = ""
    arrival: Arrival | None = None


def check_in(
    gathering: Gathering,
    who: Registration | str,
    *,
    by: Person,
    door: str = "",
    sent: UUID | None = None,
    said_at: datetime | None = None,
) -> Arrival:
    """Note that somebody came in; ``who`` is a registration or the signs of a ticket.

    Sent again it is the same arrival. At a second door it is refused, saying since when and where.
    """
    note = DoorNote(door, sent or uuid7(), said_at)
    return _check_in(gathering, who, note, by)


@transaction.atomic
def _check_in(gathering: Gathering, who: Registration | str, note: DoorNote, by: Person) -> Arrival:
    may_keep_doors.require(by, gathering)
    _require_doors(gathering)
    registration = _of_ticket(gathering, who) if isinstance(who, str) else who
    known = Arrival.objects.filter(registration=registration).first()
    if known:
        return _again(known, registration, note)
    if not registration.is_coming:
        _give_chair(gathering, registration)
    return _arrive(gathering, registration, note, by)


@transaction.atomic
def register_at_door(
    gathering: Gathering, facts: RegistrationFacts, *, by: Person, note: DoorNote | None = None
) -> Arrival:
    """Register somebody who comes without, and let her in, while there is room."""
    may_keep_doors.require(by, gathering)
    _require_doors(gathering)
    said = note or DoorNote()
    held = _hold(gathering)
    key = uuid5(held.pk, f"{by.pk}\n{said.sent}")
    twin = Arrival.objects.filter(gathering=held, registration=key)
    if known := twin.select_related("registration").first():
        return known
    if held.registrations.filter(pk=key).exists():
        raise NotIn  # the same line once more, after it was taken back
    _require_room(held)
    made = Registration(pk=key, gathering=held, how=How.DOOR, state=State.COMING, keyed_by=by)
    say(held, made, facts)
    held.last_number += 1
    made.number, made.made_at = held.last_number, database_now()
    _count_taken(held)
    held.save(update_fields=["last_number"])
    made.save(force_insert=True)
    record("registration.at_door", by=by, about=held.activity.node_id)
    return _arrive(held, made, said, by)


def take_arrivals(gathering: Gathering, rows: Iterable[DoorRow], *, by: Person) -> list[Noted]:
    """Take what a door noted while it had no network, each line in a transaction of its own.

    One line that is refused keeps none of the others out, and a list that comes twice is the same
    arrivals.
    """
    may_keep_doors.require(by, gathering)
    return [_take(gathering, row, by) for row in rows]


def _take(gathering: Gathering, row: DoorRow, by: Person) -> Noted:
    try:
        if row.ticket:
            arrival = _check_in(gathering, row.ticket, row.note, by)
        else:
            spoken = get_language() or settings.LANGUAGE_CODE
            facts = RegistrationFacts(name=row.name, language=spoken, speaks=row.speaks)
            arrival = register_at_door(gathering, facts, by=by, note=row.note)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return Noted(row.note.sent, refusal.code, str(refusal))
    return Noted(row.note.sent, "in", arrival=arrival)


@transaction.atomic
def check_out(arrival: Arrival, *, by: Person) -> Arrival:
    """Note that somebody left for good; her chair may go to another."""
    may_keep_doors.require(by, arrival.gathering)
    _require_doors(arrival.gathering)
    rows = Arrival.objects.filter(pk=arrival.pk, left_at=None)
    if not rows.update(left_at=database_now()):
        raise NotIn
    arrival.refresh_from_db(fields=["left_at"])
    tell(arrival.gathering.doors_topic, "left")
    return arrival


@transaction.atomic
def undo_arrival(arrival: Arrival, *, by: Person) -> Registration:
    """Take back a slip: the wrong name was touched. Whoever came without a ticket is struck."""
    may_keep_doors.require(by, arrival.gathering)
    _require_doors(arrival.gathering)
    held, registration = _hold(arrival.gathering), arrival.registration
    known = Arrival.objects.select_for_update().filter(pk=arrival.pk).first()
    if known and has_spoken(known):
        raise VoiceHeard(name=registration.name)
    gone, _rows = Arrival.objects.filter(pk=arrival.pk).delete()
    if not gone:
        raise NotIn
    if registration.how == How.DOOR:
        registration.state, registration.cancelled_at = State.CANCELLED, database_now()
        registration.save(update_fields=["state", "cancelled_at"])
        held.taken = max(0, held.taken - 1)
        held.save(update_fields=["taken"])
    tell(held.doors_topic, "undone")
    return registration


def _require_doors(gathering: Gathering) -> None:
    if gathering.is_cancelled:
        raise GatheringCancelled
    now = database_now()
    if gathering.activity.is_draft or not (
        gathering.starts_at - BEFORE <= now <= gathering.ends_at + AFTER
    ):
        raise DoorsClosed


def _of_ticket(gathering: Gathering, written: str) -> Registration:
    found = gathering.registrations.filter(ticket=plain_ticket(written)).first()
    if found is None:
        raise TicketUnknown
    found.gathering = gathering
    return found


def _again(known: Arrival, registration: Registration, note: DoorNote) -> Arrival:
    """The same line once more, somebody who left and comes back, or a ticket used twice."""
    if known.sent == note.sent:
        return known
    if known.left_at and (note.said_at is None or note.said_at > known.left_at):
        known.left_at, known.sent = None, note.sent
        known.save(update_fields=["left_at", "sent"])
        place_latecomer(registration)
        tell(registration.gathering.doors_topic, "arrived")
        return known
    raise _already(known, registration)


def _already(known: Arrival, registration: Registration) -> AlreadyIn:
    since = time_format(localtime(known.said_at or known.at), "H:i")
    name = registration.name
    if known.door:
        return AlreadyInBy(name=name, since=since, door=known.door)
    return AlreadyIn(name=name, since=since)


def _hold(gathering: Gathering) -> Gathering:
    """Held without stopping arrivals, which only point at it."""
    held = Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)
    held.activity = gathering.activity
    return held


def _give_chair(gathering: Gathering, registration: Registration) -> None:
    """Let in somebody who waits, or who had given her place back."""
    held = _hold(gathering)
    registration.refresh_from_db(fields=["state"])
    if registration.is_coming:
        return
    _require_room(held)
    registration.state, registration.moved_up_at = State.COMING, database_now()
    registration.cancelled_at = None
    registration.save(update_fields=["state", "moved_up_at", "cancelled_at"])
    _count_taken(held)


def _require_room(held: Gathering) -> None:
    """Before the beginning, a place is kept for everybody who has one; then chairs decide."""
    inside = held.arrivals.filter(left_at=None).count()
    if inside >= held.hall:
        raise HallFull(count=inside)
    if database_now() >= held.starts_at:
        return
    expected = held.registrations.filter(state=State.COMING, arrival=None).count()
    if inside + expected >= held.hall:
        raise PlacesKept(time=time_format(localtime(held.starts_at), "H:i"))


def _count_taken(held: Gathering) -> None:
    # The chair may be that of somebody with a place who did not come: then it is counted already.
    held.taken = min(held.capacity, held.taken + 1)
    held.save(update_fields=["taken"])


def _arrive(
    gathering: Gathering, registration: Registration, note: DoorNote, by: Person
) -> Arrival:
    """One row for each registration; of two doors at the same moment one is refused."""
    facts: dict[str, Any] = {"door": note.door.strip()[:40], "sent": note.sent, "by": by}
    facts |= {"at": database_now(), "said_at": _plausible(note.said_at)}
    kept = None
    while kept is None:
        if gathering.arrivals.filter(sent=note.sent).exclude(registration=registration).exists():
            # A device that names two people's lines alike must not lose one of them.
            facts["sent"] = uuid7()
        made = Arrival(gathering=gathering, registration=registration, **facts)
        # Ignored are a second door, and a voice that somebody else has: then another is made.
        Arrival.objects.bulk_create([made], ignore_conflicts=True)
        kept = Arrival.objects.filter(registration=registration).first()
    if kept.sent != facts["sent"]:
        raise _already(kept, registration)
    kept.registration, kept.gathering = registration, gathering
    place_latecomer(registration)
    tell(gathering.doors_topic, "arrived")
    return kept


def _plausible(said_at: datetime | None) -> datetime | None:
    """A phone whose clock runs ahead did not note it tomorrow."""
    return min(said_at, database_now()) if said_at else None
