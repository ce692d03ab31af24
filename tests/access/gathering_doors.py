"""Rows of the doors of a gathering, and of phones in its room."""

from typing import Any
from uuid import uuid4

from citizenspring.gatherings.tests.factories import arrived, make_gathering, registered
from tests.access import OTHERS, Row

from .gatherings import address_of

TEAM = {"organiser": 200, "facilitator": 200, OTHERS: 403}
KEPT = {"organiser": 302, "facilitator": 302, OTHERS: 403}
ORGANISER = {"organiser": 200, OTHERS: 403}


def a_day() -> dict[str, Any]:
    return address_of(make_gathering(days=0.1))


def a_draft() -> dict[str, Any]:
    return address_of(make_gathering(days=0.1, is_open=False))


def one_who_came() -> dict[str, Any]:
    gathering = make_gathering(days=0.1)
    arrived(registered(gathering))
    return address_of(gathering)


def one_who_comes() -> dict[str, Any]:
    gathering = make_gathering()
    return {**address_of(gathering), "key": registered(gathering).pk}


def a_wrong_ticket() -> dict[str, Any]:
    return {"act": "in", "door": "North", "ticket": "NOBODY2345"}


def a_name() -> dict[str, Any]:
    return {"name": "Wim", "door": "North", "sent": str(uuid4())}


ROWS = [
    Row("gatherings:doors", at=one_who_came, get=TEAM),
    Row("gatherings:doors", case="draft", at=a_draft, get={"organiser": 200, OTHERS: 404}),
    Row(
        "gatherings:door",
        at=one_who_came,
        query="?door=North&q=ada",
        get=TEAM,
        sends=a_wrong_ticket,
        post={"organiser": 404, "facilitator": 404, OTHERS: 403},
    ),
    Row("gatherings:walk-in", at=a_day, get=TEAM, sends=a_name, post=KEPT),
    Row("gatherings:door-people", at=one_who_came, get=TEAM),
    Row(
        "gatherings:door-take",
        at=a_day,
        post={"organiser": 422, "facilitator": 422, OTHERS: 403},
    ),
    Row("gatherings:door-worker", at=a_day, get=TEAM),
    Row("gatherings:sheet", at=one_who_came, get=TEAM),
    Row("gatherings:sheet-csv", at=one_who_came, get=TEAM),
    Row("gatherings:tick", at=one_who_came, get=TEAM, post=KEPT),
    Row(
        "gatherings:strike",
        at=one_who_comes,
        get=ORGANISER,
        post={"organiser": 302, OTHERS: 403},
    ),
    Row("gatherings:here", at=a_day, get=200, post=422),
    Row(
        "gatherings:here",
        case="draft",
        at=a_draft,
        get={"organiser": 200, OTHERS: 404},
        post={"organiser": 422, OTHERS: 404},
    ),
]
