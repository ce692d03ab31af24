"""Telling people: one row for each, written in the acting transaction, carried afterwards."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet

from citizenspring.notifications.facts import Fact, kept
from citizenspring.notifications.kinds import Kind, Rhythm, kind_named
from citizenspring.notifications.models import Telling
from citizenspring.notifications.wording import words_of
from citizenspring.people.models import Person
from citizenspring.threads.models import Node

__all__ = ["BELL", "notify"]

BELL = "citizenspring_news"
# In one order, so that two acts that tell the same people never wait for each other in a ring.
WRITE = """
INSERT INTO notifications_news
    (telling_id, person_id, key, rhythm, at, carried_at, is_mailed)
SELECT %(telling)s, person.id, %(key)s, {rhythm}, %(at)s,
    CASE WHEN {rhythm} = 'never' THEN %(at)s::timestamptz END, FALSE
FROM people_person person
LEFT JOIN notifications_choice choice ON choice.person_id = person.id AND choice.kind = %(kind)s
WHERE person.is_active AND person.id IS DISTINCT FROM %(by)s AND person.id IN ({people})
ORDER BY person.id
ON CONFLICT (person_id, key) DO NOTHING
"""


@transaction.atomic
def notify(  # noqa: PLR0913  # because each names one thing that a message can say
    kind: str,
    people: Iterable[Person] | QuerySet[Any, Any],
    *,
    about: Node | None = None,
    outcome: Node | None = None,
    url: str = "",
    facts: Mapping[str, Fact] | None = None,
    key: str = "",
    by: Person | None = None,
) -> int:
    """Tell these people, but never ``by`` of what she did herself; returns how many are told.

    Each person hears once of each ``key``, whoever calls how often; without a key every call
    tells anew. ``people`` may be a queryset of persons, or of their ids in one column: then
    nobody is read, and ten thousand cost one statement. ``facts`` fill the named places of
    the kind's words; a dict holds a text by language. ``url`` is an address of this site.
    """
    named = kind_named(kind)
    if named is None:
        message = f"No kind of news is called {kind!r}: register it when its app starts."
        raise LookupError(message)
    telling = Telling(kind=kind, about=about, outcome=outcome, url=url, facts=kept(facts or {}))
    # Words that lack a fact fail here, in the act, and not in ten thousand letters.
    words_of(telling)
    telling.save(force_insert=True)
    told = _write(telling, named, people, key=key or str(telling.pk), by=by)
    if not told:
        telling.delete()
    return told


def _write(
    telling: Telling,
    kind: Kind,
    people: Iterable[Person] | QuerySet[Any, Any],
    *,
    key: str,
    by: Person | None,
) -> int:
    chosen, values = _chosen(people)
    if not chosen:
        return 0
    facts: dict[str, Any] = {
        "telling": telling.pk,
        "kind": kind.code,
        "key": key,
        "at": telling.at,
        "by": by.pk if by else None,
        "default": str(Rhythm.AT_ONCE if kind.essential else kind.default),
    }
    rhythm = "%(default)s" if kind.essential else "coalesce(choice.rhythm, %(default)s)"
    with connection.cursor() as cursor:
        cursor.execute(WRITE.format(rhythm=rhythm, people=chosen), facts | values)
        told: int = cursor.rowcount
        cursor.execute("SELECT pg_notify(%s, '')", [BELL])
    return told


def _chosen(people: Iterable[Person] | QuerySet[Any, Any]) -> tuple[str, dict[str, Any]]:
    """The people as the inside of an SQL ``IN``, with the values of its named places."""
    if not isinstance(people, QuerySet):
        return "SELECT unnest(%(people)s::uuid[])", {"people": [one.pk for one in people]}
    ids = people.values("pk") if people.query.values_select == () else people
    try:
        statement, values = ids.query.sql_with_params()
    except EmptyResultSet:
        return "", {}
    names = {f"people_{place}": value for place, value in enumerate(values)}
    return statement % tuple(f"%({name})s" for name in names), names
