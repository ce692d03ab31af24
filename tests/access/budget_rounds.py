"""Budget rounds: anybody reads, organisers prepare and move them on."""

from typing import Any

from citizenspring.budgets.models import Round
from citizenspring.budgets.tests.factories import make_round, make_round_in_stage
from citizenspring.processes.tests.factories import make_open_process

from . import OTHERS, Row

ORGANISER = {"organiser": 200, OTHERS: 403}
ORGANISER_POSTS = {"organiser": 302, OTHERS: 403}
TEAM = {"facilitator": 200, "organiser": 200, OTHERS: 404}


def address_of(budget: Round) -> dict[str, Any]:
    return {"process": budget.activity.process.slug, "activity": budget.activity.slug}


def a_round() -> dict[str, Any]:
    return address_of(make_round_in_stage())


def a_draft() -> dict[str, Any]:
    return address_of(make_round())


def a_process() -> dict[str, Any]:
    return {"process": make_open_process().slug}


def what_is_asked() -> dict[str, Any]:
    return {
        "title_en": "Our street",
        "division": "whole",
        "amount": "1 000",
        "currency": "EUR",
        "method": "approval",
        "fewest": 1,
        "most": 5,
        "points": 10,
        "most_each": 5,
        "idea_level": 0,
        "voter_level": 1,
        "rule": "equal-shares",
        "completion": "add1",
        "ties": "votes,cost,seed",
    }


def a_step() -> dict[str, Any]:
    return {**a_round(), "stage": "review"}


ROWS = [
    Row("budgets:round", get=200, at=a_round),
    Row("budgets:round", get=TEAM, at=a_draft, case="draft"),
    Row("budgets:new", get=ORGANISER, post=ORGANISER_POSTS, at=a_process, sends=what_is_asked),
    Row("budgets:edit", get=ORGANISER, post=ORGANISER_POSTS, at=a_round, sends=what_is_asked),
    Row("budgets:stages", get=ORGANISER, at=a_round),
    Row("budgets:step", get=ORGANISER, post=ORGANISER_POSTS, at=a_step),
]
