"""Counting confirmed answers, and deciding a threshold exactly once.

Each answer adds to the rows of one shard, taken at random, so that writers at the same moment
seldom meet. Whether the threshold is met is asked after every commit: whoever commits last sees
all the others, and one conditional UPDATE lets only one of them decide.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localtime

from citizenspring.common.live import tell
from citizenspring.ledger.services import record
from citizenspring.mood.models import OUTSIDE, Answer, MoodCheck
from citizenspring.people.bursts import waiting_about
from citizenspring.people.models import Burst
from citizenspring.processes.models import Activity

__all__ = ["Marks", "count_answer", "decide", "marks_of", "miss", "recount"]

SHARDS = 16
Marks = Counter[tuple[str, str]]

# One order for all, so that two writers on one shard never wait for each other in a circle.
BUMP = """
INSERT INTO mood_tally AS kept (mood_id, key, place, shard, count)
SELECT %(mood)s, key, place, %(shard)s, step
FROM unnest(%(keys)s::text[], %(places)s::text[], %(steps)s::int[]) AS bumped(key, place, step)
ORDER BY key, place
ON CONFLICT (mood_id, key, place, shard) DO UPDATE SET count = kept.count + excluded.count
"""
COUNTED = """
WITH places AS (
    SELECT place, sum(count) AS count FROM mood_tally
    WHERE mood_id = %(mood)s AND key = '' GROUP BY place
), counted AS (
    SELECT coalesce(sum(count), 0) AS total,
        coalesce(sum(count) FILTER (WHERE place <> %(outside)s), 0) AS inside,
        count(*) FILTER (WHERE place <> %(outside)s AND places.count >=
            (SELECT greatest(each_commune, 1) FROM mood_moodcheck WHERE id = %(mood)s)
        ) AS reached
    FROM places
)
"""
HOLDS = """counted.total >= mood.target AND counted.reached >= mood.communes
    AND counted.inside * 100 >= counted.total * mood.city_share"""
DECIDE = f"""{COUNTED}
UPDATE mood_moodcheck mood
SET outcome = 'met', decided_at = clock_timestamp(), decided_count = counted.total
FROM counted WHERE mood.id = %(mood)s AND mood.outcome = 'running' AND {HOLDS}
RETURNING counted.total, counted.inside, counted.reached
"""  # noqa: S608  # because what is put in is ours and holds no value
MISS = f"""{COUNTED}
UPDATE mood_moodcheck mood
SET outcome = 'missed', decided_at = clock_timestamp(), decided_count = counted.total
FROM counted, processes_activity activity
WHERE mood.id = %(mood)s AND mood.outcome = 'running' AND activity.id = mood.activity_id
    AND activity.state = 'closed' AND NOT ({HOLDS})
RETURNING counted.total, counted.inside, counted.reached
"""  # noqa: S608  # because what is put in is ours and holds no value


def marks_of(answer: Answer) -> Marks:
    """Everything that a confirmed answer counts in, each by key and place."""
    place = answer.place
    day = localtime(answer.confirmed_at).date().isoformat()
    marks = Marks({("", place): 1, (f"day:{day}", ""): 1})
    for number, value in answer.said.items():
        marks[f"q{number}:{value}", place] = 1
    if answer.age:
        marks[f"age:{answer.age}", ""] = 1
    if answer.did:
        marks[f"did:{answer.did}", ""] = 1
    return marks


def count_answer(mood: UUID, *, after: Marks | None = None, before: Marks | None = None) -> None:
    """Count an answer, a changed one, or one taken back, inside the transaction of the act."""
    steps = Counter(after or {})
    steps.subtract(before or {})
    changed = [(key, place, step) for (key, place), step in steps.items() if step]
    if not changed:
        return
    keys, places, counts = zip(*changed, strict=True)
    facts = {"keys": list(keys), "places": list(places), "steps": list(counts)}
    with connection.cursor() as cursor:
        cursor.execute(BUMP, {"mood": mood, "shard": secrets.randbelow(SHARDS), **facts})
    transaction.on_commit(partial(decide, mood))


@transaction.atomic
def decide(mood: UUID) -> bool:
    """Say once that the threshold is met, if it is; who leaves afterwards changes nothing."""
    found = _settle(DECIDE, mood)
    if found is not None:
        _note("met", mood, found)
    return found is not None


@transaction.atomic
def miss(mood: UUID) -> bool:
    """Say that the threshold was missed, once the activity has closed without reaching it."""
    found = _settle(MISS, mood)
    if found is not None:
        _note("missed", mood, found)
    return found is not None


def _settle(statement: str, mood: UUID) -> tuple[int, int, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"mood": mood, "outside": OUTSIDE})
        row: tuple[int, int, int] | None = cursor.fetchone()
    return row


def _note(outcome: str, pk: UUID, found: tuple[int, int, int]) -> None:
    mood = MoodCheck.objects.select_related("activity").get(pk=pk)
    total, inside, reached = (int(number) for number in found)
    facts = {"total": total, "inside": inside, "communes": reached}
    record(f"mood.{outcome}", about=mood.activity.node_id, facts=facts)
    tell(mood.topic, "count", outcome=outcome)


def recount(mood: MoodCheck) -> int:
    """Count everything anew from the answers, as after a bulk loading; returns how many count."""
    counted: Marks = Marks()
    rows = Answer.objects.filter(mood=mood, state=Answer.State.CONFIRMED).select_related("home")
    for answer in rows.iterator(5_000):
        counted.update(marks_of(answer))
    with transaction.atomic():
        mood.tallies.all().delete()
        count_answer(mood.pk, after=counted)
    return sum(count for (key, _place), count in counted.items() if not key)


def closed_and_undecided() -> Iterable[UUID]:
    """Mood checks whose date has gone by before anybody said what came of it.

    Where answers are held back, nothing is missed before somebody has looked at them.
    """
    waiting = [pk for pk in waiting_about(Burst.Kind.ANSWER) if pk]
    closed = MoodCheck.objects.filter(
        outcome=MoodCheck.Outcome.RUNNING, activity__state=Activity.State.CLOSED
    )
    return closed.exclude(pk__in=waiting).values_list("pk", flat=True)


def undecided() -> Iterator[UUID]:
    running = MoodCheck.objects.filter(outcome=MoodCheck.Outcome.RUNNING)
    yield from running.exclude(activity__state=Activity.State.DRAFT).values_list("pk", flat=True)
