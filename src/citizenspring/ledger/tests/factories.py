"""Entries of the record for tests."""

import secrets

from citizenspring.ledger.models import Entry
from citizenspring.ledger.services import SALT_BYTES, record, sequence

__all__ = ["make_entries", "make_entry", "sequenced"]


def make_entry(kind: str = "process.opened", **named: object) -> Entry:
    return record(kind, **named)  # type: ignore[arg-type]  # a test names what record takes


def make_entries(count: int, kind: str = "vote.cast") -> list[Entry]:
    return [
        record(kind, sealed={"vote": at}, salt=secrets.token_bytes(SALT_BYTES))
        for at in range(count)
    ]


def sequenced(count: int, kind: str = "vote.cast") -> list[Entry]:
    """Entries that have their place, in the order of the record."""
    made = make_entries(count, kind)
    sequence(hold=False)
    return list(Entry.objects.filter(pk__in=[entry.pk for entry in made]).order_by("index"))
