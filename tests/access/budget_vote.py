"""The ballot of a budget round: anybody reads it, who stands on the roll votes."""

import secrets
from typing import Any

from citizenspring.budgets.models import Round
from citizenspring.budgets.tests.factories import make_round_in_stage
from citizenspring.budgets.tests.voting import filled_in, make_vote

from . import OTHERS, Row

WHO_IS_NOBODY = {"stranger": 403, "guest": 403, OTHERS: 200}


def address_of(budget: Round) -> dict[str, Any]:
    return {"process": budget.activity.process.slug, "activity": budget.activity.slug}


def a_vote() -> dict[str, Any]:
    return address_of(make_vote())


def a_round_before() -> dict[str, Any]:
    return address_of(make_round_in_stage())


def a_ballot() -> dict[str, Any]:
    return filled_in(1, tracker=secrets.token_hex(32))


def a_ballot_to_look_at() -> dict[str, Any]:
    return {**a_ballot(), "check": "1"}


ROWS = [
    Row("budgets:vote", at=a_vote, get=200, sends=a_ballot_to_look_at, post=WHO_IS_NOBODY),
    Row("budgets:vote", case="before", at=a_round_before, get=200, sends=a_ballot, post=403),
    Row("budgets:voted", at=a_vote, get=200, sends=a_ballot, post=WHO_IS_NOBODY),
    Row("budgets:voted", case="before", at=a_round_before, get=403, sends=a_ballot, post=403),
    Row("budgets:sheet", at=a_vote, get=200),
    Row("budgets:sheet", case="before", at=a_round_before, get=404),
]
