"""An open vote of a budget round, for tests of the ballot's pages."""

from collections.abc import Sequence
from typing import Any

from citizenspring.ballots.models import RollEntry
from citizenspring.ballots.services.roll import digest_of_code, new_code
from citizenspring.ballots.tests.factories import behind_its_back
from citizenspring.budgets.models import Round

from .factories import make_round_in_stage

__all__ = ["NUMBER", "filled_in", "letter_to", "make_vote"]

NUMBER = "ab" * 32


def make_vote(*, projects: Sequence[int] = (600, 500, 400), **facts: Any) -> Round:
    """A round whose vote is open to everybody with an account made before."""
    return make_round_in_stage(Round.Stage.VOTE, projects=projects, **facts)


def letter_to(budget: Round) -> str:
    """The code of one more voter, who has no account."""
    code = new_code()
    assert budget.poll
    with behind_its_back():
        RollEntry.objects.create(poll=budget.poll, code=digest_of_code(budget.poll, code))
    return code


def filled_in(*numbers: int, tracker: str = NUMBER, **more: Any) -> dict[str, Any]:
    """What the form of a ballot sends."""
    return {"tracker": tracker, "choice": [str(number) for number in numbers], **more}
