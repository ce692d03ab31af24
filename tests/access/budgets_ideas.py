"""Ideas and projects of budget rounds: anybody proposes and supports, organisers work them out."""

from typing import Any

from citizenspring.budgets.models import Round
from citizenspring.budgets.tests.factories import make_idea, make_project, make_round_in_stage

from . import OTHERS, Row

ORGANISER = {"organiser": 200, OTHERS: 403}
ORGANISER_POSTS = {"organiser": 302, OTHERS: 403}


def at(budget: Round, **more: Any) -> dict[str, Any]:
    activity = budget.activity
    return {"process": activity.process.slug, "activity": activity.slug, **more}


def a_round() -> dict[str, Any]:
    return at(make_round_in_stage(Round.Stage.IDEAS))


def an_idea() -> dict[str, Any]:
    budget = make_round_in_stage(Round.Stage.IDEAS)
    return at(budget, number=make_idea(budget).number)


def a_project() -> dict[str, Any]:
    budget = make_round_in_stage(Round.Stage.IDEAS)
    return at(budget, key=make_project(budget).key)


def words() -> dict[str, Any]:
    return {"title": "Une fontaine au parc", "language": "fr"}


def a_title() -> dict[str, Any]:
    return {"title_fr": "Une fontaine", "pot": "1"}


def an_answer() -> dict[str, Any]:
    return {"verdict": "possible", "reason_fr": "Il y a assez de place."}


ROWS = [
    Row("budgets:ideas", at=a_round, get=200),
    Row("budgets:idea-map", at=a_round, get=200),
    Row("budgets:propose", at=a_round, get=200, sends=words, post=302),
    Row("budgets:similar", at=a_round, sends=words, post=200),
    Row("budgets:idea", at=an_idea, get=200),
    Row("budgets:idea-edit", at=an_idea, get=403, sends=words, post=403),
    Row("budgets:idea-support", at=an_idea, post=302),
    Row("budgets:idea-withdraw", at=an_idea, post=403),
    Row("budgets:projects", at=a_round, get=200),
    Row("budgets:project", at=a_project, get=200),
    Row("budgets:project-flyer", at=a_project, get=200),
    Row("budgets:workshop", at=a_round, get=ORGANISER),
    Row("budgets:project-new", at=a_round, get=ORGANISER, sends=a_title, post=ORGANISER_POSTS),
    Row("budgets:project-edit", at=a_project, get=ORGANISER, sends=a_title, post=ORGANISER_POSTS),
    Row(
        "budgets:project-answer", at=a_project, get=ORGANISER, sends=an_answer, post=ORGANISER_POSTS
    ),
    Row(
        "budgets:project-withdraw",
        at=a_project,
        get=ORGANISER,
        sends=an_answer,
        post=ORGANISER_POSTS,
    ),
]
