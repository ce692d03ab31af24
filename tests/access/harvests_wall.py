"""Rows of the wall: everybody may look at it."""

from typing import Any

from citizenspring.rounds.tests.factories import started
from tests.access import Row
from tests.access.gatherings import UNSEEN, a_draft, a_gathering, address_of


def while_a_round_runs() -> dict[str, Any]:
    return address_of(started().gathering)


ROWS = [
    Row("harvests:wall", at=a_gathering, get=200),
    Row("harvests:wall", case="round", at=while_a_round_runs, get=200),
    Row("harvests:wall", case="draft", at=a_draft, get=UNSEEN),
]
