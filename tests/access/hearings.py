"""Rows of hearings."""

from typing import Any

from citizenspring.hearings.models import Hearing
from citizenspring.hearings.tests.factories import (
    answered,
    asked,
    make_brief,
    make_expert,
    make_hearing,
)
from tests.access import OTHERS, Row

from .gatherings import a_gathering, address_of

ORGANISER = {"organiser": 200, OTHERS: 403}
DONE = {"organiser": 302, OTHERS: 403}
TEAM = {"organiser": 200, "facilitator": 200, OTHERS: 403}
TEAM_DONE = {"organiser": 302, "facilitator": 302, OTHERS: 403}


def at(hearing: Hearing, **more: Any) -> dict[str, Any]:
    return {**address_of(hearing.gathering), **more}


def a_hearing() -> dict[str, Any]:
    return at(make_hearing())


def a_question() -> dict[str, Any]:
    hearing = make_hearing(None)
    asked(hearing)
    make_expert(hearing)
    return at(hearing, number=1)


def two_questions() -> dict[str, Any]:
    hearing = make_hearing(None)
    asked(hearing)
    asked(hearing, "Who pays?")
    return at(hearing, number=2)


def an_answer() -> dict[str, Any]:
    hearing = make_hearing(None)
    return at(hearing, answer=answered(asked(hearing), make_expert(hearing)).pk)


def an_expert() -> dict[str, Any]:
    hearing = make_hearing()
    return at(hearing, expert=make_expert(hearing).pk)


def a_brief() -> dict[str, Any]:
    hearing = make_hearing()
    make_brief(hearing)
    return at(hearing, number=1)


def a_draft() -> dict[str, Any]:
    hearing = make_hearing()
    make_brief(hearing, is_public=False)
    return at(hearing, number=1)


def somebody() -> dict[str, Any]:
    return {"role": "expert", "name": "Vera", "interests": "Paid by the port.", "language": "fr"}


def evidence() -> dict[str, Any]:
    return {"title_fr": "Air", "text_fr": "Pur.", "sources": "https://example.org/air"}


ROWS = [
    Row("hearings:hearing", at=a_hearing, get=200),
    Row(
        "hearings:hearing",
        case="not begun",
        at=a_gathering,
        get={"organiser": 200, OTHERS: 404},
    ),
    Row(
        "hearings:ask",
        at=a_hearing,
        get=200,
        sends=lambda: {"text": "Qui paie ?", "language": "fr"},
        post=422,
    ),
    Row("hearings:wall", at=a_hearing, get=200),
    Row("hearings:brief", at=a_brief, get=200),
    Row("hearings:brief", case="draft", at=a_draft, get={"organiser": 200, OTHERS: 404}),
    Row("hearings:question", at=a_question, get=200),
    Row("hearings:support", at=a_question, post=403),
    Row("hearings:rate", at=an_answer, sends=lambda: {"mark": "3"}, post=403),
    Row("hearings:desk", at=a_hearing, get=TEAM, post=TEAM_DONE),
    # Nobody is chosen as the one who answers.
    Row(
        "hearings:answer",
        at=a_question,
        get=TEAM,
        sends=lambda: {"text": "La ville."},
        post={"organiser": 422, "facilitator": 422, OTHERS: 403},
    ),
    Row(
        "hearings:merge",
        at=two_questions,
        sends=lambda: {"into": "1"},
        post=TEAM_DONE,
    ),
    Row(
        "hearings:separate",
        at=two_questions,
        post={"organiser": 409, "facilitator": 409, OTHERS: 403},
    ),
    Row("hearings:prepare", at=a_gathering, get=ORGANISER),
    Row("hearings:asking", at=a_gathering, sends=lambda: {"asking": "1"}, post=DONE),
    Row("hearings:new-expert", at=a_gathering, get=ORGANISER, sends=somebody, post=DONE),
    Row("hearings:expert", at=an_expert, get=ORGANISER, sends=somebody, post=DONE),
    Row("hearings:dismiss", at=an_expert, post=DONE),
    Row("hearings:new-brief", at=a_gathering, get=ORGANISER, sends=evidence, post=DONE),
    Row("hearings:edit-brief", at=a_brief, get=ORGANISER, sends=evidence, post=DONE),
    Row("hearings:publish", at=a_draft, post=DONE),
]
