"""Secret votes: everybody reads and votes, officials keep the roll and read papers."""

from functools import cache
from typing import Any

from citizenspring.ballots.models import Poll
from citizenspring.ballots.services import cast_ballot
from citizenspring.ballots.services.changes import Voter, ask_to_add
from citizenspring.ballots.services.desk import admit
from citizenspring.ballots.tests.factories import seal
from citizenspring.ballots.tests.roll_factories import (
    choice_of,
    draft_poll,
    official,
    opened,
    register_of,
)
from citizenspring.people.documents import document_key

from . import OTHERS, Row

ORGANISER = {"organiser": 200, OTHERS: 403}
HIDDEN = {"facilitator": 403, "organiser": 200, OTHERS: 404}
KEEPS = {"organiser": 422, OTHERS: 403}
KEYS = {"facilitator": 200, "organiser": 200, OTHERS: 403}


def with_voters(number: int = 1) -> tuple[Poll, list[str]]:
    poll = draft_poll()
    codes = register_of(poll, number)
    return opened(poll), codes


def a_draft() -> dict[str, Any]:
    return {"poll_id": draft_poll().pk}


def a_poll() -> dict[str, Any]:
    return {"poll_id": opened(draft_poll()).pk}


def a_sealed_poll() -> dict[str, Any]:
    return {"poll_id": seal(opened(draft_poll())).pk}


def a_change() -> dict[str, Any]:
    poll = opened(draft_poll())
    voter = Voter("Rose", document_key("A 1234"))
    asked = ask_to_add(poll, voter, reason="Moved in", by=official(poll))
    return {"poll_id": poll.pk, "change_id": asked.pk}


@cache
def kept() -> dict[str, Any]:
    return {}


def at_a_desk() -> dict[str, Any]:
    """An open poll, whose admission the row then sends."""
    poll, codes = with_voters()
    kept()["admission"] = admit(poll, poll.roll.get(code__isnull=False))
    kept()["receipt"] = ""
    del codes
    return {"poll_id": poll.pk}


def with_a_receipt() -> dict[str, Any]:
    poll, (code,) = with_voters()
    kept()["receipt"] = cast_ballot(poll, choice_of(1), code=code)
    return {"poll_id": poll.pk}


def an_addition() -> dict[str, Any]:
    return {"name": "Rose", "document": "A 1234", "reason": "Moved in"}


def nothing_right() -> dict[str, Any]:
    return {"numbers": "x", "shown": "1"}


def a_decision() -> dict[str, Any]:
    return {"decision": "no"}


ROWS = [
    Row("ballots:secret", get=200),
    Row("ballots:poll", at=a_poll, get=200),
    Row(
        "ballots:poll",
        case="draft",
        at=a_draft,
        get={"facilitator": 200, "organiser": 200, OTHERS: 404},
    ),
    Row("ballots:receipt", at=a_poll, get=200, sends=lambda: {"text": "ab"}, post=422),
    Row(
        "ballots:receipt-file",
        at=with_a_receipt,
        sends=lambda: {"receipt": kept()["receipt"]},
        post=200,
    ),
    Row("ballots:vote", at=a_poll, get=200, sends=lambda: {"choices": "99"}, post=422),
    Row("ballots:files", at=a_poll, get=403),
    Row("ballots:files", case="sealed", at=a_sealed_poll, get=200),
    Row("ballots:roll", at=a_poll, get=ORGANISER),
    Row("ballots:roll", case="draft", at=a_draft, get=HIDDEN),
    Row(
        "ballots:add",
        at=a_poll,
        get=ORGANISER,
        sends=an_addition,
        post={"organiser": 302, OTHERS: 403},
    ),
    Row("ballots:remove", at=a_poll, get=ORGANISER, sends=nothing_right, post=KEEPS),
    Row(
        "ballots:register",
        at=a_draft,
        get=HIDDEN,
        sends=nothing_right,
        post={"facilitator": 403, "organiser": 422, OTHERS: 404},
    ),
    Row("ballots:letters", at=a_draft, post={"facilitator": 403, "organiser": 200, OTHERS: 404}),
    Row(
        "ballots:change",
        at=a_change,
        get=ORGANISER,
        sends=a_decision,
        post={"organiser": 302, OTHERS: 403},
    ),
    Row("ballots:export", at=a_poll, get=ORGANISER),
    Row(
        "ballots:sheets",
        at=a_poll,
        get=KEYS,
        sends=nothing_right,
        post={"facilitator": 422, "organiser": 422, OTHERS: 403},
    ),
    Row("ballots:desk", at=a_poll, get=ORGANISER, sends=nothing_right, post=KEEPS),
    Row(
        "ballots:desk-ballot",
        at=at_a_desk,
        sends=lambda: {"admission": kept()["admission"]},
        post=200,
    ),
    Row("ballots:desk-ballot", case="not admitted", at=a_poll, post=410),
]
