"""Moderation: anybody reports and reads the log; moderators and facilitators see the queue."""

from typing import Any

from citizenspring.moderation.services import appeal
from citizenspring.moderation.tests.factories import hide, make_moderator
from citizenspring.opinions.tests.factories import make_map, make_statement
from citizenspring.people.tests.factories import make_guest

from . import OTHERS, Row

TEAM = {"facilitator": 200, "moderator": 200, OTHERS: 403}


def a_text() -> dict[str, Any]:
    return {"node_id": make_map().statements.get().node_id}


def a_hidden_text() -> dict[str, Any]:
    node = make_map().statements.get().node
    hide(node, make_moderator())
    return {"node_id": node.pk}


def a_hiding() -> dict[str, Any]:
    node = make_map().statements.get().node
    return {"decision_id": hide(node, make_moderator()).pk}


def an_appeal() -> dict[str, Any]:
    ada = make_guest()
    node = make_statement(make_map(), by=ada).node
    return {"appeal_id": appeal(hide(node, make_moderator()), "Why?", by=ada).pk}


def a_proposal() -> dict[str, Any]:
    made = make_map(*[f"Statement {n} says something of its own." for n in range(11)])
    mo = make_moderator()
    return {"decision_id": [hide(one.node, mo) for one in made.statements.all()][-1].pk}


def a_reason() -> dict[str, Any]:
    return {"answer": "uphold", "reason": "It names a neighbour."}


ROWS = [
    Row("moderation:report", at=a_text, get=200, sends=lambda: {"ground": "hate"}, post=302),
    Row(
        "moderation:report",
        at=a_hidden_text,
        get=404,
        sends=lambda: {"ground": "hate"},
        post=404,
        case="hidden",
    ),
    Row("moderation:private", at=a_text, post=302),
    Row("moderation:withdraw", at=a_text, post=403, case="of another"),
    Row("moderation:log", get=200),
    Row("moderation:feed", get=200),
    Row("moderation:mine", get=200),
    Row(
        "moderation:queue",
        get=TEAM,
        post={"facilitator": 422, "moderator": 422, OTHERS: 403},
    ),
    Row("moderation:proposals", get=TEAM),
    Row(
        "moderation:second",
        at=a_proposal,
        sends=lambda: {"answer": "agree"},
        post={"facilitator": 302, "moderator": 302, OTHERS: 403},
    ),
    Row("moderation:appeals", get=TEAM),
    Row(
        "moderation:answer",
        at=an_appeal,
        sends=a_reason,
        post={"facilitator": 302, "moderator": 302, OTHERS: 403},
    ),
    Row("moderation:about", at=a_text, get=TEAM, sends=a_reason, post=TEAM),
    Row(
        "moderation:appeal",
        at=a_hiding,
        get={"stranger": 302, OTHERS: 404},
        sends=lambda: {"words": "Why?"},
        post={"stranger": 302, OTHERS: 404},
        case="of another",
    ),
]
