"""Rows of rounds."""

from typing import Any

from citizenspring.rounds import services
from citizenspring.rounds.models import Run
from citizenspring.rounds.tests.factories import make_run, organiser_of, started, table_of, written
from tests.access import OTHERS, Row


def a_table() -> dict[str, Any]:
    return {"key": table_of(make_run()).key}


def no_table() -> dict[str, Any]:
    return {"key": "NOSUCHTABLE222"}


ORGANISER = {"organiser": 200, OTHERS: 403}
ORGANISER_DOES = {"organiser": 302, OTHERS: 403}


def address_of(run: Run) -> dict[str, Any]:
    activity = run.gathering.activity
    return {"process": activity.process.slug, "activity": activity.slug}


def a_day() -> dict[str, Any]:
    return address_of(make_run())


def a_run() -> dict[str, Any]:
    run = started()
    return {**address_of(run), "number": run.number}


def no_run() -> dict[str, Any]:
    return {**a_day(), "number": 9}


TEAM = {"organiser": 200, "facilitator": 200, OTHERS: 403}
TEAM_DOES = {"organiser": 302, "facilitator": 302, OTHERS: 403}


def a_card() -> dict[str, Any]:
    run = started()
    return {**address_of(run), "number": run.number, "key": written(run).key}


def an_ended_run() -> dict[str, Any]:
    run = started()
    services.end_run(run, by=organiser_of(run))
    return {**address_of(run), "number": run.number}


ROWS = [
    Row("rounds:cards", at=a_run, get=TEAM),
    Row("rounds:hide-card", at=a_card, sends=lambda: {"reason": "A name"}, post=TEAM_DOES),
    Row("rounds:facts", at=a_run, get=ORGANISER),
    Row("rounds:facts", case="ended", at=an_ended_run, get=200),
    Row(
        "rounds:conduct",
        at=a_day,
        get=ORGANISER,
        sends=lambda: {"method": "go-round"},
        post=ORGANISER_DOES,
    ),
    Row("rounds:act", at=a_run, sends=lambda: {"act": "pause"}, post=ORGANISER_DOES),
    Row("rounds:end", at=a_run, get=ORGANISER, post=ORGANISER_DOES),
    Row("rounds:end", case="unknown", at=no_run, get=404, post=404),
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
