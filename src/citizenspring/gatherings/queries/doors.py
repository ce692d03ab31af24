"""What the doors show: who is expected, who is in, and by which door."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from citizenspring.common.clock import database_now
from citizenspring.gatherings.models import Arrival, Gathering, Registration
from citizenspring.gatherings.tickets import plain_ticket

from .seats import shown_plan, table_of

__all__ = [
    "DoorCounts",
    "arrival_of",
    "changed_since",
    "counts_of",
    "expected_at",
    "people_called",
    "shown_table",
]

MOST_FOUND = 20
State = Registration.State


@dataclass(frozen=True)
class DoorCounts:
    """``came`` by each door; ``inside`` are those who did not leave again."""

    doors: list[tuple[str, int]]
    came: int
    inside: int
    expected: int
    waiting: int
    hall: int

    @property
    def all(self) -> int:
        return self.came + self.expected


def counts_of(gathering: Gathering) -> DoorCounts:
    """How many came by each door, are inside, and are still expected."""
    rows = gathering.arrivals.values_list("door").annotate(Count("pk")).order_by("door")
    doors = [(door, count) for door, count in rows]
    came = sum(count for _door, count in doors)
    left = gathering.arrivals.exclude(left_at=None).count()
    missing = gathering.registrations.filter(arrival=None).aggregate(
        coming=Count("pk", filter=Q(state=State.COMING)),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
    )
    numbers = came, came - left, missing["coming"], missing["waiting"]
    return DoorCounts(doors, *numbers, gathering.hall)


def _listed(gathering: Gathering) -> QuerySet[Registration]:
    """Everybody but those who gave their place back and did not come."""
    return gathering.registrations.filter(~Q(state=State.CANCELLED) | Q(arrival__isnull=False))


def expected_at(gathering: Gathering) -> list[Registration]:
    """Everybody on the list of the doors by name, as a person looks for one."""
    found = _listed(gathering).select_related("arrival")
    return sorted(found, key=lambda one: (_plain(one.name), one.number))


def people_called(gathering: Gathering, words: str) -> list[Registration]:
    """Who has these words in her name, however accents were typed, or has this number."""
    asked = _plain(words).split()
    if not asked:
        return []
    names = _listed(gathering).order_by("number").values_list("pk", "name", "number")
    keys = [
        key
        for key, name, number in names
        if all(word in _plain(name) for word in asked) or asked == [str(number)]
    ]
    found = _listed(gathering).filter(pk__in=keys[:MOST_FOUND]).select_related("arrival")
    return sorted(found, key=lambda one: (_plain(one.name), one.number))


def _plain(words: str) -> str:
    parts = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def arrival_of(gathering: Gathering, key: Any) -> Arrival | None:
    """The arrival, or that of the registration, with this key."""
    rows: QuerySet[Arrival] = gathering.arrivals.select_related("registration")
    found = rows.filter(Q(pk=key) | Q(registration=key)).first()
    if found:
        found.gathering = found.registration.gathering = gathering
    return found


def shown_table(registration: Registration) -> int | None:
    """Her first table, once seats are shown."""
    return table_of(registration) if shown_plan(registration.gathering) else None


def changed_since(gathering: Gathering, moment: datetime | None) -> dict[str, Any]:
    """The list for a door's own store: all of it, or what changed since it was last asked."""
    at = database_now()
    rows = _listed(gathering)
    if moment:
        rows = rows.filter(
            Q(arrival__at__gte=moment) | Q(arrival__left_at__gte=moment) | Q(made_at__gte=moment)
        )
    found = rows.select_related("arrival").order_by("number")
    return {"at": at.isoformat(), "whole": moment is None, "people": list(_lines(found))}


def _lines(rows: QuerySet[Registration]) -> Iterator[dict[str, Any]]:
    for one in rows.iterator(2000):
        arrival = getattr(one, "arrival", None)
        since = arrival.said_at or arrival.at if arrival and not arrival.left_at else None
        yield {
            "id": str(one.pk),
            "ticket": plain_ticket(one.ticket),
            "name": one.name,
            "number": one.number,
            "state": one.state,
            "since": since.isoformat() if since else None,
            "door": arrival.door if arrival else "",
        }
