"""The API: the same for everybody."""

from typing import Any

from citizenspring.ballots.tests.factories import make_poll, make_sealed_poll
from citizenspring.processes.tests.factories import make_open_process, make_process

from . import Row
from .budget_following import a_commitment, a_vote_brought_in, an_unvoted_round
from .budget_rounds import a_draft as a_draft_round
from .mood import a_check, figures
from .mood import a_draft as a_mood_draft
from .opinion_results import kept_back
from .opinions import a_draft, an_open_map


def open_process() -> dict[str, Any]:
    return {"slug": make_open_process().slug}


def draft_process() -> dict[str, Any]:
    return {"slug": make_process().slug}


def a_round_with_a_commitment() -> dict[str, Any]:
    found = a_commitment()
    return {name: found[name] for name in ("process", "activity")}


def a_sealed_vote() -> dict[str, Any]:
    return {"poll_id": make_sealed_poll([1], [1, 2]).pk}


def a_draft_vote() -> dict[str, Any]:
    return {"poll_id": make_poll().pk}


def public_node() -> dict[str, Any]:
    return {"node_id": make_open_process().node_id}


ROWS = [
    Row("api:docs", get=200),
    Row("api:nowhere", get=404, at=lambda: {"rest": "v2/processes"}),
    Row("api:v1:openapi-json", get=200, post=200, csrf_exempt_because="it changes nothing"),
    Row("api:v1-docs", get=302),
    Row("api:v1:api-root", get=302),
    Row("api:v1:processes", get=200),
    Row("api:v1:process", get=200, at=open_process),
    Row("api:v1:process", get=404, at=draft_process, case="draft"),
    Row("api:v1:activities", get=200, at=open_process),
    Row("api:v1:changes", get=200, at=open_process),
    Row("api:v1:thread", get=200, at=public_node),
    Row("api:v1:opinion_map", get=200, at=an_open_map),
    Row("api:v1:opinion_map", get=404, at=a_draft, case="draft"),
    Row("api:v1:statements", get=200, at=an_open_map),
    Row("api:v1:budgets", get=200),
    Row("api:v1:budget", get=200, at=an_unvoted_round),
    Row("api:v1:budget", get=404, at=a_draft_round, case="draft"),
    Row("api:v1:budget_projects", get=200, at=a_vote_brought_in),
    Row("api:v1:budget_allocations", get=200, at=a_vote_brought_in),
    Row("api:v1:budget_commitments", get=200, at=a_round_with_a_commitment),
    Row("api:v1:budget_pabulib", get=200, at=a_vote_brought_in),
    Row("api:v1:budget_pabulib", get=403, at=an_unvoted_round, case="not voted on"),
    Row("api:v1:polls", get=200),
    Row("api:v1:poll", get=200, at=a_sealed_vote),
    Row("api:v1:poll", get=404, at=a_draft_vote, case="draft"),
    Row("api:v1:mood", get=200, at=a_check),
    Row("api:v1:mood", get=404, at=a_mood_draft, case="draft"),
    Row("api:v1:mood_results", get=200, at=figures),
    Row(
        "api:v1:answer_mood",
        at=a_check,
        post=400,
        csrf_exempt_because="it knows no session: every answer is a new guest's",
    ),
    Row("api:v1:results", get=404, at=an_open_map, case="nothing drawn yet"),
    Row("api:v1:results", get=403, at=kept_back, case="kept back"),
]
