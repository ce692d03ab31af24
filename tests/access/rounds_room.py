"""Rows of the room: everybody sees the clock, and who came in votes."""

from typing import Any
from uuid import uuid4

from citizenspring.rounds.services import skip
from citizenspring.rounds.tests.factories import organiser_of, started, written
from tests.access import OTHERS, Row
from tests.access.gatherings import UNSEEN, a_draft, a_gathering, address_of


def while_the_room_votes() -> dict[str, Any]:
    run = started("dot-voting")
    written(run)
    for _phase in ("ideas", "reading"):
        skip(run, by=organiser_of(run))
    return address_of(run.gathering)


def a_dot() -> dict[str, Any]:
    return {"phase": "dots", "turn": "1", "sent": str(uuid4())}


ROWS = [
    Row("rounds:room", at=a_gathering, get=200, post=422),
    Row("rounds:room", case="voting", at=while_the_room_votes, get=200, sends=a_dot, post=403),
    Row("rounds:room", case="draft", at=a_draft, get=UNSEEN, post={"organiser": 422, OTHERS: 404}),
]
