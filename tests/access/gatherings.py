"""Rows of gatherings."""

from typing import Any

from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.tests.factories import make_gathering
from citizenspring.processes.tests.factories import make_open_process
from tests.access import OTHERS, Row

ORGANISER = {"organiser": 200, OTHERS: 403}
TEAM = {"organiser": 200, "facilitator": 200, OTHERS: 403}
UNSEEN = {"organiser": 200, OTHERS: 404}


def address_of(gathering: Gathering) -> dict[str, Any]:
    activity = gathering.activity
    return {"process": activity.process.slug, "activity": activity.slug}


def a_gathering() -> dict[str, Any]:
    return address_of(make_gathering(capacity=100))


def a_draft() -> dict[str, Any]:
    return address_of(make_gathering(is_open=False))


def herself() -> dict[str, Any]:
    return {"name": "Ada", "speaks": ["fr"]}


def a_day() -> dict[str, Any]:
    place = {"place": "Halles", "address": "Place Saint-Géry", "capacity": "10"}
    times = {"starts_at": "2198-01-01T10:00", "ends_at": "2198-01-01T12:00"}
    return {"title_fr": "La rencontre", **place, **times, "tables_speak": ["fr"]}


ROWS = [
    Row("gatherings:short", at=lambda: {"code": make_gathering().code}, get=302),
    Row("gatherings:short", case="unknown", at=lambda: {"code": "NOCODE"}, get=404),
    Row("gatherings:gathering", at=a_gathering, get=200),
    Row("gatherings:gathering", case="draft", at=a_draft, get=UNSEEN),
    Row("gatherings:register", at=a_gathering, get=200, sends=herself, post=302),
    Row(
        "gatherings:register",
        case="draft",
        at=a_draft,
        get=UNSEEN,
        sends=herself,
        post={"organiser": 422, OTHERS: 404},
    ),
    Row("gatherings:ticket", at=a_gathering, get=404),
    Row("gatherings:give-back", at=a_gathering, get=404, post=404),
    Row("gatherings:calendar", at=a_gathering, get=200),
    Row(
        "gatherings:stand",
        at=a_gathering,
        get=TEAM,
        sends=herself,
        post=TEAM,
    ),
    Row(
        "gatherings:edit",
        at=a_draft,
        get=UNSEEN,
        sends=a_day,
        post={"organiser": 302, OTHERS: 404},
    ),
    Row("gatherings:registrations", at=a_gathering, get=ORGANISER),
    Row("gatherings:registrations-csv", at=a_gathering, get=ORGANISER),
    Row(
        "gatherings:letters",
        at=a_gathering,
        get=ORGANISER,
        sends=lambda: {"count": "2"},
        post=ORGANISER,
    ),
    Row(
        "gatherings:call-off",
        at=a_gathering,
        get=ORGANISER,
        sends=lambda: {"reason": "Rain"},
        post={"organiser": 302, OTHERS: 403},
    ),
    Row(
        "gatherings:new",
        at=lambda: {"process": make_open_process().slug},
        get=ORGANISER,
        sends=a_day,
        post={"organiser": 302, OTHERS: 403},
    ),
]
