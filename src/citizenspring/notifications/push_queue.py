"""What is on its way to devices: queued when news is carried, claimed by whoever sends."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

__all__ = ["BELL", "claimed", "queue_pushes"]

BELL = "citizenspring_pushes"
QUEUE = """
INSERT INTO notifications_push (news_id, device_id, next_try_at, tries)
SELECT news.id, device.id, clock_timestamp(), 0
FROM notifications_news news
JOIN notifications_device device ON device.person_id = news.person_id
JOIN people_person person ON person.id = news.person_id AND person.is_active
WHERE news.id = ANY(%(news)s) AND news.read_at IS NULL
ON CONFLICT DO NOTHING
"""
# Moved ahead, so that of several workers one has it, and one that dies gives it back by and by.
CLAIM = """
UPDATE notifications_push SET next_try_at = clock_timestamp() + interval '5 minutes',
    tries = tries + 1
WHERE id IN (
    SELECT id FROM notifications_push WHERE next_try_at <= clock_timestamp()
    ORDER BY next_try_at LIMIT %(many)s FOR UPDATE SKIP LOCKED
)
RETURNING id
"""


def queue_pushes(news: Sequence[int]) -> None:
    """Have these news shown on every device of their readers."""
    facts: dict[str, Any] = {"news": list(news)}
    with connection.cursor() as cursor:
        cursor.execute(QUEUE, facts)
        if cursor.rowcount:
            cursor.execute("SELECT pg_notify(%s, '')", [BELL])


def claimed(many: int) -> list[int]:
    """The ids of at most so many pushes, which nobody else sends for some minutes."""
    facts: dict[str, Any] = {"many": many}
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, facts)
        return [row[0] for row in cursor.fetchall()]
