"""Opinion maps: anybody reads and votes, moderators moderate, organisers prepare."""

from typing import Any

from citizenspring.opinions.tests.factories import make_map

from . import OTHERS, Row

TEAM = {"facilitator": 200, "moderator": 200, "organiser": 200}


def an_open_map() -> dict[str, Any]:
    activity = make_map().activity
    return {"process": activity.process.slug, "activity": activity.slug}


def a_draft() -> dict[str, Any]:
    activity = make_map(is_open=False).activity
    return {"process": activity.process.slug, "activity": activity.slug}


def a_statement() -> dict[str, Any]:
    return {**an_open_map(), "number": 1}


ROWS = [
    Row("opinions:vote", at=an_open_map, get=200),
    Row("opinions:vote", at=a_draft, get={**TEAM, OTHERS: 404}, case="draft"),
    Row("opinions:statements", at=an_open_map, get=200),
    Row("opinions:statement", at=a_statement, get=200),
    Row("opinions:common-ground", at=an_open_map, get=200),
]
