"""An open vote of a budget round and its voters, for tests of the ballot's pages."""

from collections.abc import Sequence
from typing import Any

from citizenspring.budgets.models import Round
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person

from .factories import make_round_in_stage

__all__ = ["filled_in", "make_vote"]

NUMBER = "ab" * 32


def make_vote(
    *, voters: Sequence[Person] = (), projects: Sequence[int] = (600, 500, 400), **facts: Any
) -> Round:
    """A round whose vote is open; ``voters`` and everybody with a proved address may vote."""
    del voters
    return make_round_in_stage(Round.Stage.VOTE, projects=projects, **facts)


def filled_in(*numbers: int, tracker: str = NUMBER, **more: Any) -> dict[str, Any]:
    """What the form of a ballot sends."""
    return {"tracker": tracker, "choice": [str(number) for number in numbers], **more}
