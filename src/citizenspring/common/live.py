"""Telling open pages that something changed: PostgreSQL NOTIFY, sent on commit."""

import json
import re

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

__all__ = ["CHANNEL", "PREFIX", "tell", "topic_of"]

CHANNEL = "citizenspring_live"
PREFIX = "/live/"
TOPIC = re.compile(r"[a-z0-9][a-z0-9:._-]{0,99}")


def tell(
    topic: str, event: str, *, over: BaseDatabaseWrapper | None = None, **facts: str | int
) -> None:
    """Tell everyone who looks at ``topic`` of an ``event``; delivered when the transaction commits.

    The facts are public: they reach every open page of the topic. Under 7,000 bytes in all.
    ``over`` is another connection, for what is to be heard before a long transaction ends.
    """
    message = json.dumps({"topic": topic, "event": event, "facts": facts}, separators=(",", ":"))
    with (over or connection).cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])


def topic_of(path: str) -> str | None:
    """The topic that ``/live/<topic>`` asks for: a public id, checked by its shape alone."""
    topic = path.removeprefix(PREFIX)
    return topic if TOPIC.fullmatch(topic) else None
