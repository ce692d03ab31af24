"""What the tests of gatherings are about."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import now

from citizenspring.gatherings import services
from citizenspring.gatherings.models import (
    CARE,
    MIXING,
    Arrival,
    Gathering,
    Registration,
    Seat,
    SeatingPlan,
    Table,
)
from citizenspring.gatherings.services import GatheringFacts, RegistrationFacts
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_role
from citizenspring.processes.models import Process
from citizenspring.processes.services import ActivityFacts, open_activity
from citizenspring.processes.tests import factories as of_processes

__all__ = [
    "TITLE",
    "arrived",
    "begun",
    "day",
    "make_gathering",
    "make_helper",
    "make_tables",
    "organiser_of",
    "registered",
    "seated",
]

TITLE = {"fr": "Une place pour tous", "nl": "Een plein voor iedereen", "en": "A square for all"}
NONE = {"fr": "Rien", "nl": "Niets", "en": "None"}


def organiser_of(gathering: Gathering) -> Person:
    return of_processes.make_organiser("Olga", scope=gathering.activity.process_id)


def make_helper(gathering: Gathering) -> Person:
    return make_role("facilitator", scope=gathering.activity.process_id).person


def day(days: float = 30) -> datetime:
    return now() + timedelta(days=days)


def make_gathering(
    *,
    capacity: int = 2,
    is_open: bool = True,
    process: Process | None = None,
    days: float = 30,
    **facts: Any,
) -> Gathering:
    """A gathering that says everything about care, asks everything, and is open to register."""
    place = process or of_processes.make_open_process()
    by = of_processes.make_organiser("Olga", scope=place.pk)
    said = GatheringFacts(
        starts_at=day(days),
        ends_at=day(days) + timedelta(hours=8),
        place="Halles Saint-Géry",
        address="Place Saint-Géry 1, 1000 Bruxelles",
        capacity=capacity,
        care=dict.fromkeys(CARE, NONE),
        asks=MIXING,
    )
    made = services.create_gathering(place, ActivityFacts(TITLE), replace(said, **facts), by=by)
    if is_open:
        open_activity(made.activity, by=by)
    return made


def registered(
    gathering: Gathering, person: Person | None = None, *, code: str = "", **facts: Any
) -> Registration:
    said = RegistrationFacts(**{"name": "Ada", **facts})
    return services.register(gathering, said, by=person or make_guest(), code=code)


def begun(gathering: Gathering) -> Gathering:
    """The same gathering an hour after its beginning."""
    gathering.starts_at = now() - timedelta(hours=1)
    gathering.save(update_fields=["starts_at"])
    return gathering


def make_tables(gathering: Gathering, count: int, *, seats: int = 9) -> list[Table]:
    rows = [Table(gathering=gathering, number=k, seats=seats) for k in range(1, count + 1)]
    return Table.objects.bulk_create(rows)


def arrived(registration: Registration, **facts: Any) -> Arrival:
    """Somebody who came in by the main door."""
    said = {"gathering": registration.gathering, "door": "A", **facts}
    return Arrival.objects.create(registration=registration, **said)


def seated(
    gathering: Gathering, tables: dict[int, list[Registration]], **facts: Any
) -> SeatingPlan:
    """A plan of one round that is shown; ``tables`` holds who sits at each number."""
    plan = SeatingPlan.objects.create(
        gathering=gathering, number=1, **{"seed": "spring", "shown_at": now(), **facts}
    )
    rows = [
        Seat(plan=plan, round=1, registration=one, table=number)
        for number, people in tables.items()
        for one in people
    ]
    Seat.objects.bulk_create(rows)
    return plan
