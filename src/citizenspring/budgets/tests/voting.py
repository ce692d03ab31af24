"""An open vote of a budget round, for tests of the ballot's pages."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from citizenspring.ballots.models import RollEntry
from citizenspring.ballots.services import (
    OptionFacts,
    PollFacts,
    create_poll,
    open_poll,
    set_options,
)
from citizenspring.ballots.services.roll import digest_of_code, new_code
from citizenspring.ballots.tests.factories import behind_its_back
from citizenspring.budgets.models import Project, Round
from citizenspring.common.clock import database_now

from .factories import make_round_in_stage, organiser_of

__all__ = ["NUMBER", "filled_in", "letter_to", "make_vote"]

NUMBER = "ab" * 32


def make_vote(*, projects: Sequence[int] = (600, 500, 400), **facts: Any) -> Round:
    """A round whose vote is open to everybody with an account made before."""
    budget = make_round_in_stage(Round.Stage.CAMPAIGN, projects=projects, **facts)
    return open_its_vote(budget)


def open_its_vote(budget: Round) -> Round:
    by = organiser_of(budget)
    found = list(budget.projects.order_by("pot__number", "key"))
    is_knapsack = budget.method == Round.Method.KNAPSACK
    gives = budget.method == Round.Method.POINTS
    facts = PollFacts(
        title=budget.activity.title,
        method=Round.Method.APPROVAL if is_knapsack else budget.method,
        fewest=budget.fewest,
        most=budget.most,
        points=budget.points if gives else None,
        most_each=budget.most_each if gives else None,
        limit=Decimal(1000) if is_knapsack else None,
        asks_place=budget.asks_place,
        asks_age=budget.asks_age,
        closes_at=database_now() + timedelta(days=7),
    )
    node = budget.activity.node
    poll = create_poll(budget.activity.process, facts, within=node, url=budget.page("vote"), by=by)
    options = [OptionFacts(one.title, one.cost, "", one.node) for one in found]
    set_options(poll, options, by=by)
    for number, project in enumerate(found, 1):
        project.number, project.state = number, Project.State.STANDING
        project.save()
    poll = open_poll(poll, by=by)
    Round.objects.filter(pk=budget.pk).update(poll=poll, stage=Round.Stage.VOTE)
    budget.refresh_from_db()
    return budget


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
