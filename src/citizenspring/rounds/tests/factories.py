"""What the tests of rounds are about."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F

from citizenspring.gatherings.models import Arrival, Gathering, Registration, Table
from citizenspring.gatherings.tests import factories as of_gatherings
from citizenspring.people.models import Person
from citizenspring.rounds import services
from citizenspring.rounds.models import Card, Fact, Run
from citizenspring.rounds.services import Taken

__all__ = [
    "card",
    "make_run",
    "make_voter",
    "make_voters",
    "organiser_of",
    "said",
    "started",
    "table_of",
    "take",
    "wait",
    "written",
]


def organiser_of(run: Run) -> Person:
    return of_gatherings.organiser_of(run.gathering)


def make_run(
    method: str = "dot-voting", *, tables: int = 2, gathering: Gathering | None = None
) -> Run:
    """A run that is prepared, in a gathering with tables."""
    held = gathering or of_gatherings.make_gathering(capacity=100)
    if not held.tables.exists():
        of_gatherings.make_tables(held, tables)
    return services.prepare_run(held, method, by=of_gatherings.organiser_of(held))


def started(method: str = "dot-voting", *, tables: int = 2, seconds: float = 0) -> Run:
    """A run that began, so many seconds ago."""
    run = make_run(method, tables=tables)
    services.start(run, by=organiser_of(run))
    return wait(run, seconds)


def wait(run: Run, seconds: float) -> Run:
    """Let time pass: all that happened in the run happened so much earlier."""
    Fact.objects.filter(run=run).update(at=F("at") - seconds)
    Run.objects.filter(pk=run.pk).update(
        started_at=F("started_at") - timedelta(seconds=seconds),
        ended_at=F("ended_at") - timedelta(seconds=seconds),
    )
    run.refresh_from_db()
    return run


def table_of(run: Run, number: int = 1) -> Table:
    return run.gathering.tables.get(number=number)


def said(kind: str, phase: str, **parts: Any) -> dict[str, Any]:
    """A fact as a phone sends it."""
    return {"key": str(uuid4()), "kind": kind, "phase": phase, "turn": 1, **parts}


def card(text: str = "More trees", phase: str = "ideas", **parts: Any) -> dict[str, Any]:
    """A new card, in the first phase of dot voting."""
    return said("card", phase, **{"card": str(uuid4()), "text": text, "language": "en", **parts})


def take(run: Run, *facts: dict[str, Any], table: int = 1) -> Taken:
    return services.take(run, table_of(run, table), facts)


def written(run: Run, text: str = "More trees", phase: str = "ideas", *, table: int = 1) -> Card:
    """A card of a table."""
    fact = card(text, phase)
    told = take(run, fact, table=table)
    assert not told.refused, told.refused
    return run.cards.get(key=UUID(fact["card"]))


def make_voter(run: Run, **facts: Any) -> Arrival:
    """Somebody who came in; ``has_vote=False`` makes her an expert."""
    has_vote = facts.pop("has_vote", True)
    registration = of_gatherings.registered(run.gathering, **facts)
    registration.has_vote = has_vote
    registration.save(update_fields=["has_vote"])
    return of_gatherings.arrived(registration)


def make_voters(run: Run, count: int) -> list[Arrival]:
    """Many people who came in, at once."""
    rows = [
        Registration(
            gathering=run.gathering, number=number, name=f"Ada {number}", language="fr",
            speaks=["fr"], state=Registration.State.COMING,
        )
        for number in range(1, count + 1)
    ]  # fmt: skip
    people = Registration.objects.bulk_create(rows)
    arrivals = [Arrival(gathering=run.gathering, registration=one, door="A") for one in people]
    return Arrival.objects.bulk_create(arrivals)
