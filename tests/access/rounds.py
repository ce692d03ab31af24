"""Rows of rounds."""

from typing import Any

from citizenspring.rounds.tests.factories import make_run, table_of
from tests.access import Row


def a_table() -> dict[str, Any]:
    return {"key": table_of(make_run()).key}


def no_table() -> dict[str, Any]:
    return {"key": "NOSUCHTABLE222"}


ROWS = [
    # The key in the address lets in; whoever has it needs no account.
    Row("rounds:table-state", at=a_table, get=200),
    Row("rounds:table-state", case="unknown", at=no_table, get=404),
    Row(
        "rounds:table-sync",
        at=a_table,
        post=400,
        csrf_exempt_because="the key in the address lets in, and no session does",
    ),
]
