"""Waiting news becomes letters. One worker does it at a time; what is cut short is as if never."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from citizenspring.common.clock import database_now
from citizenspring.people import mail
from citizenspring.people.models import PERSONA_DOMAIN, Consent, Letter, Person

from .kinds import Rhythm, kind_named
from .letters import LetterWriter
from .models import News, Telling
from .push_queue import queue_pushes
from .queries import unreachable
from .rhythm import due_before

__all__ = ["compose"]

# Any number, the same for all: who holds it in the database composes.
LOCK = 7_020_263
PERSONS_AT_ONCE = 500
CARRIED = """
UPDATE notifications_news AS news
SET carried_at = %(at)s, letter_id = made.letter, is_mailed = made.letter IS NOT NULL
FROM unnest(%(news)s::bigint[], %(letters)s::uuid[]) AS made (news, letter)
WHERE news.id = made.news
"""


@transaction.atomic
def compose(moment: datetime | None = None) -> int:
    """Write the letters that are due, at most some hundreds; returns how many news it settled."""
    if not _is_mine_to_do():
        return 0
    moment = moment or database_now()
    news = _due(moment)
    if news:
        _settle(news, moment)
    return len(news)


def _is_mine_to_do() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _due(moment: datetime) -> list[News]:
    """All that is due for some hundreds of people: nobody's digest is cut in two."""
    due = Q()
    for rhythm in (Rhythm.AT_ONCE, Rhythm.DAILY, Rhythm.WEEKLY):
        due |= Q(rhythm=rhythm, at__lte=due_before(rhythm, moment))
    waiting = News.objects.filter(due, carried_at=None)
    first = waiting.order_by("at", "id").values_list("person_id", flat=True)[:PERSONS_AT_ONCE]
    return list(waiting.filter(person__in=set(first)).order_by("at", "id"))


def _settle(news: list[News], moment: datetime) -> None:
    tellings = Telling.objects.select_related("about__within__within", "outcome__within__within")
    writer = LetterWriter(tellings.in_bulk({one.telling_id for one in news}))
    readers = _readers({one.person_id for one in news})
    agreed = _agreed_to_news(readers)
    theirs: dict[UUID, list[News]] = defaultdict(list)
    for one in news:
        if one.person_id in readers and _is_wanted(one, writer.tellings[one.telling_id], agreed):
            theirs[one.person_id].append(one)
    letters = {
        person: writer.write(readers[person], [one.telling_id for one in told])
        for person, told in theirs.items()
    }
    Letter.objects.bulk_create(letters.values())
    carried = {one.pk: letters[one.person_id].pk for told in theirs.values() for one in told}
    facts: dict[str, Any] = {
        "at": moment,
        "news": [one.pk for one in news],
        "letters": [carried.get(one.pk) for one in news],
    }
    with connection.cursor() as cursor:
        cursor.execute(CARRIED, facts)
    if settings.PUSH:
        queue_pushes([one.pk for one in news if one.rhythm == Rhythm.AT_ONCE])
    if letters:
        mail.ring()


def _is_wanted(news: News, telling: Telling, agreed: set[UUID]) -> bool:
    """Mail needs her consent, but for what cannot be turned off; what she read needs no digest."""
    kind = kind_named(telling.kind)
    if kind and kind.essential:
        return True
    is_read = bool(news.read_at) and news.rhythm != Rhythm.AT_ONCE
    return news.person_id in agreed and not is_read


def _agreed_to_news(people: Iterable[UUID]) -> set[UUID]:
    given = Consent.objects.filter(person__in=people, kind=Consent.Kind.NEWS, withdrawn_at=None)
    return set(given.values_list("person_id", flat=True))


def _readers(ids: set[UUID]) -> dict[UUID, Person]:
    """Who of these can be written to: the rest read it on the page."""
    if not settings.MAIL_SERVER and not mail.has_mailbox_page():
        return {}
    found = Person.objects.filter(pk__in=ids, is_active=True, email__isnull=False)
    if settings.MAIL_SERVER:
        # The invented persons of a demo have a mailbox on its page only.
        found = found.exclude(email__endswith=f"@{PERSONA_DOMAIN}")
    readers = {person.pk: person for person in found}
    gone = unreachable(str(person.email) for person in readers.values())
    return {pk: one for pk, one in readers.items() if str(one.email).casefold() not in gone}
