"""Results of budget rounds: anybody reads them and their reasons, organisers decide."""

from decimal import Decimal
from typing import Any

from citizenspring.budgets.services import PotFacts
from citizenspring.budgets.tests.counted import make_counted_round

from . import OTHERS, Row

ORGANISER = {"organiser": 200, OTHERS: 403}
ORGANISER_POSTS = {"organiser": 302, OTHERS: 403}


def a_result() -> dict[str, Any]:
    budget = make_counted_round(pots=[PotFacts(Decimal(100))])
    return {"process": budget.activity.process.slug, "activity": budget.activity.slug}


def a_project() -> dict[str, Any]:
    return {**a_result(), "key": 1}


def choices() -> dict[str, Any]:
    return {"p1": "1"}


def a_decision() -> dict[str, Any]:
    return {"decide": "1"}


ROWS = [
    Row("budgets:results", get=200, at=a_result),
    Row("budgets:result-file", get=200, at=a_result),
    Row("budgets:ballots-file", get=200, at=a_result),
    Row("budgets:groups", get=200, at=a_result),
    Row("budgets:mine", get=200, post=200, at=a_result, sends=choices),
    Row("budgets:why", get=200, at=a_project),
    Row("budgets:count", get=ORGANISER, post=ORGANISER_POSTS, at=a_result, sends=a_decision),
]
