"""Rows of panels."""

from typing import Any

from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.tests.factories import make_gathering
from citizenspring.panels.models import Panel
from citizenspring.panels.tests.factories import codes_of, committed, inviting, make_panel
from tests.access import OTHERS, Row

ORGANISER = {"organiser": 200, OTHERS: 403}
DONE = {"organiser": 302, OTHERS: 403}
TEAM = {"organiser": 200, "facilitator": 200, OTHERS: 403}
UNSEEN = {"organiser": 200, OTHERS: 404}


def address_of(gathering: Gathering) -> dict[str, Any]:
    activity = gathering.activity
    return {"process": activity.process.slug, "activity": activity.slug}


def of_panel(panel: Panel) -> dict[str, Any]:
    return address_of(panel.gathering)


def published() -> dict[str, Any]:
    panel = inviting()
    codes_of(panel, 4)
    return of_panel(panel)


def unpublished() -> dict[str, Any]:
    return of_panel(make_panel())


def fixed() -> dict[str, Any]:
    return of_panel(committed())


ROWS = [
    Row("panels:panel", at=published, get=200),
    Row("panels:panel", case="not public yet", at=unpublished, get=UNSEEN),
    Row("panels:panel", case="none", at=lambda: address_of(make_gathering()), get=404),
    Row("panels:ceremony", at=published, get=200),
    Row("panels:export", at=fixed, get=200),
    Row("panels:export", case="not fixed yet", at=published, get=404),
    Row(
        "panels:answer",
        at=published,
        get=200,
        sends=lambda: {"code": "AAAA-AAAA-AAAA", "answer": "no"},
        post=422,
    ),
    Row("panels:seat", at=published, get=200, sends=lambda: {"receipt": "AAAAAAAAAA"}, post=422),
    Row(
        "panels:organise",
        at=lambda: address_of(make_gathering()),
        get=ORGANISER,
        sends=lambda: {"size": "6"},
        post=DONE,
    ),
    Row("panels:quotas", at=unpublished, get=ORGANISER, sends=lambda: {"drop": "age"}, post=DONE),
    Row("panels:letters", at=published, get=ORGANISER, sends=lambda: {"sent": "1"}, post=DONE),
    Row(
        "panels:answers",
        at=published,
        get=TEAM,
        sends=lambda: {"code": "A", "answer": "no", "channel": "phone", "language": "fr"},
        post={"organiser": 422, "facilitator": 422, OTHERS: 403},
    ),
    Row("panels:draw", at=published, get=ORGANISER, sends=lambda: {"freeze": "1"}, post=DONE),
    Row(
        "panels:members",
        at=fixed,
        get=ORGANISER,
        sends=lambda: {"who": "01900000-0000-7000-8000-000000000001", "why": "declined"},
        post=DONE,
    ),
    Row("panels:private", at=fixed, get=ORGANISER),
]
