"""Budget rounds: anybody reads, organisers prepare and move them on."""

from typing import Any

from citizenspring.budgets.models import Round
from citizenspring.budgets.tests.factories import make_round, make_round_in_stage

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


ROWS = [
    Row("budgets:round", get=200, at=a_round),
    Row("budgets:round", get=TEAM, at=a_draft, case="draft"),
]
