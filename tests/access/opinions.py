"""Opinion maps: anybody reads and votes, moderators moderate, organisers prepare."""

from typing import Any

from citizenspring.opinions.tests.factories import make_map, make_process

from . import OTHERS, Row

TEAM = {"facilitator": 200, "moderator": 200, "organiser": 200}
ORGANISER = {"organiser": 200, OTHERS: 403}
ORGANISER_POSTS = {"organiser": 302, OTHERS: 403}
MODERATORS = {"facilitator": 200, "moderator": 200}


def an_open_map(**facts: Any) -> dict[str, Any]:
    activity = make_map(**facts).activity
    return {"process": activity.process.slug, "activity": activity.slug}


def a_draft() -> dict[str, Any]:
    return an_open_map(is_open=False)


def a_statement() -> dict[str, Any]:
    return {**an_open_map(), "number": 1}


def a_vote() -> dict[str, Any]:
    return {"statement": "1", "vote": "agree"}


def words() -> dict[str, Any]:
    return {"text": "Une fontaine dans chaque quartier.", "language": "fr"}


def a_reason() -> dict[str, Any]:
    return {"act": "hidden", "reason": "Not about the question."}


def a_process() -> dict[str, Any]:
    return {"process": make_process().slug}


def a_title() -> dict[str, Any]:
    rules = {"moderation": "after", "smallest_group": "10", "mode": "own"}
    shown = {"shows_results_while_open": "on", "allow_statements": "on"}
    return {"title_fr": "Rues", **rules, **shown}


def a_new_map() -> dict[str, Any]:
    return {**a_title(), "seeds": "Des arbres.\nnl: Bomen.", "seed_language": "fr"}


ROWS = [
    Row("opinions:vote", at=an_open_map, get=200, sends=a_vote, post=302),
    Row(
        "opinions:vote",
        at=a_draft,
        get={**TEAM, OTHERS: 404},
        sends=a_vote,
        post={"facilitator": 403, "moderator": 403, "organiser": 403, OTHERS: 404},
        case="draft",
    ),
    Row("opinions:short", at=lambda: {"code": make_map().code}, get=302),
    Row("opinions:short", case="unknown", at=lambda: {"code": "NOCODE"}, get=404),
    Row("opinions:invite", at=an_open_map, get=200),
    Row("opinions:undo", at=an_open_map, sends=a_vote, post=409),
    Row("opinions:statements", at=an_open_map, get=200),
    Row("opinions:add", at=an_open_map, get=200, sends=words, post=302),
    Row("opinions:similar", at=an_open_map, sends=words, post=200),
    Row("opinions:statement", at=a_statement, get=200),
    Row("opinions:receipt", at=a_statement, get=404, case="of no vote of hers"),
    Row(
        "opinions:translate",
        at=a_statement,
        sends=words,
        post={"stranger": 403, "guest": 403, OTHERS: 302},
    ),
    Row(
        "opinions:moderate",
        at=a_statement,
        sends=a_reason,
        post={"facilitator": 302, "moderator": 302, OTHERS: 403},
    ),
    Row("opinions:queue", at=an_open_map, get={**MODERATORS, OTHERS: 403}),
    Row(
        "opinions:alike",
        at=an_open_map,
        get={**MODERATORS, OTHERS: 403},
        post={"facilitator": 422, "moderator": 422, OTHERS: 403},
    ),
    Row("opinions:log", at=an_open_map, get=200),
    Row("opinions:common-ground", at=an_open_map, get=200),
    Row("opinions:new", at=a_process, get=ORGANISER, sends=a_new_map, post=ORGANISER_POSTS),
    Row("opinions:edit", at=an_open_map, get=ORGANISER, sends=a_title, post=ORGANISER_POSTS),
    Row("opinions:close", at=an_open_map, get=ORGANISER, post=ORGANISER),
]
