"""Polls, voters and ballots for tests, made by the acts themselves."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from citizenspring.ballots import services
from citizenspring.ballots.models import Poll, RollEntry
from citizenspring.ballots.receipts import Receipt
from citizenspring.ballots.services import Choice, OptionFacts, PollFacts
from citizenspring.common.clock import database_now
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person
from citizenspring.processes.models import Process
from citizenspring.processes.tests.factories import make_open_process, make_organiser

__all__ = [
    "THREE",
    "behind_its_back",
    "cast",
    "make_choice",
    "make_open_poll",
    "make_organiser_of",
    "make_poll",
    "make_sealed_poll",
    "make_voter",
    "over",
    "seal",
    "voters_of",
]

THREE = {"fr": "Un vote", "nl": "Een stemming", "en": "A vote"}


def make_poll(
    options: Sequence[str | OptionFacts] = ("Trees", "Benches", "Fountains"),
    *,
    process: Process | None = None,
    url: str = "/vote/",
    **facts: Any,
) -> Poll:
    """A draft that closes in a week unless told otherwise."""
    process = process or make_open_process()
    facts.setdefault("title", THREE)
    facts.setdefault("closes_at", database_now() + timedelta(days=7))
    by = make_organiser("Olga", scope=process.pk)
    poll = services.create_poll(process, PollFacts(**facts), within=process.node, url=url, by=by)
    given = [one if isinstance(one, OptionFacts) else OptionFacts({"en": one}) for one in options]
    services.set_options(poll, given, by=by)
    return poll


def make_open_poll(
    options: Sequence[str | OptionFacts] = ("Trees", "Benches", "Fountains"),
    *,
    voters: int = 3,
    **facts: Any,
) -> Poll:
    """An open poll with so many new accounts on its roll, beside those that were there."""
    poll = make_poll(options, **facts)
    for _ in range(voters):
        make_person()
    return services.open_poll(poll, by=make_organiser_of(poll))


def make_organiser_of(poll: Poll) -> Person:
    return make_organiser("Olga", scope=poll.process_id)


def voters_of(poll: Poll) -> list[Person]:
    """Everybody with an account on the roll, in no order that matters."""
    return list(Person.objects.filter(rolls__poll=poll).order_by("pk"))


def make_voter(poll: Poll | None = None, **facts: Any) -> Person:
    """An account; on the roll of an open poll too, as if it had been there at its opening."""
    person = make_person(**facts)
    if poll is not None and poll.frozen_at:
        with behind_its_back():
            RollEntry.objects.create(poll=poll, person=person)
            poll.roll_size = poll.roll.count()
            poll.save(update_fields=["roll_size"])
    return person


def make_choice(*choices: int, **facts: Any) -> Choice:
    facts.setdefault("tracker", secrets.token_bytes(32))
    return Choice(choices=choices or (1,), **facts)


def cast(poll: Poll, person: Person, *choices: int, **facts: Any) -> Receipt:
    return services.cast_ballot(poll, make_choice(*choices, **facts), by=person)


def over(poll: Poll) -> Poll:
    """The same poll, its closing time just gone by, before anyone closed it."""
    moment = database_now()
    with behind_its_back():
        Poll.objects.filter(pk=poll.pk).update(
            opens_at=None, opened_at=moment - timedelta(hours=2), closes_at=moment
        )
    poll.refresh_from_db()
    return poll


def seal(poll: Poll) -> Poll:
    """Close and seal an open poll."""
    services.close_poll(poll, by=make_organiser_of(poll))
    services.seal_poll(poll)
    return poll


def make_sealed_poll(*ballots: Sequence[int], **facts: Any) -> Poll:
    """A poll in which so many people voted so, closed and sealed."""
    poll = make_open_poll(voters=len(ballots), **facts)
    for person, choices in zip(voters_of(poll)[-len(ballots) :], ballots, strict=True):
        cast(poll, person, *choices)
    return seal(poll)


@contextmanager
def behind_its_back() -> Iterator[None]:
    """What somebody does who rules the database and switches its guards off."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")
