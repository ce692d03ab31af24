"""Telling open pages that something changed: PostgreSQL NOTIFY, sent on commit."""

import json

from django.db import connection

__all__ = ["CHANNEL", "tell"]

CHANNEL = "citizenspring_live"


def tell(topic: str, event: str, **facts: str | int) -> None:
    """Tell everyone who looks at ``topic`` of an ``event``; delivered when the transaction commits.

    The facts are public: they reach every open page of the topic. Under 7,000 bytes in all.
    """
    message = json.dumps({"topic": topic, "event": event, "facts": facts}, separators=(",", ":"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])
