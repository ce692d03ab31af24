"""Rounds whose votes are sealed and counted, from ballots given as numbers of projects."""

from collections.abc import Sequence
from typing import Any

from citizenspring.ballots import services as ballots
from citizenspring.ballots.models import Option, Poll
from citizenspring.ballots.services import OptionFacts, PollFacts
from citizenspring.budgets import services
from citizenspring.budgets.models import Project, Round
from citizenspring.common.clock import database_now
from citizenspring.processes.texts import in_languages

from .factories import make_round_in_stage, organiser_of

__all__ = ["TEN", "Cast", "make_counted_round", "make_sealed_round"]

# Choices best first, points beside them or None, and where the voter lives.
Cast = tuple[Sequence[int], Sequence[int] | None, str]
# The example of docs/explanation/budgets.md: a skate park, a stage and a library share 100.
TEN: list[Cast] = [*[([1, 2], None, "")] * 5, ([1], None, ""), *[([3], None, "")] * 4]


def make_sealed_round(
    cast: Sequence[Cast] = TEN, *, costs: Sequence[int] = (50, 45, 36), **facts: Any
) -> Round:
    """A round whose vote is over and sealed; the count is asked for and waits."""
    budget = make_round_in_stage(Round.Stage.CAMPAIGN, projects=costs, **facts)
    for number, project in enumerate(budget.projects.order_by("pot__number", "key"), 1):
        project.number, project.state = number, Project.State.STANDING
        project.save()
    budget.poll = _poll(budget)
    budget.stage = Round.Stage.COUNT
    budget.save()
    rows = [(chosen, points, place, "") for chosen, points, place in cast]
    ballots.import_ballots(budget.poll, rows)
    services.ask_for_count(budget)
    return budget


def make_counted_round(cast: Sequence[Cast] = TEN, **facts: Any) -> Round:
    """The same, counted and explained as the worker does it."""
    budget = make_sealed_round(cast, **facts)
    services.count_waiting()
    budget.refresh_from_db()
    return budget


def _poll(budget: Round) -> Poll:
    activity, olga = budget.activity, organiser_of(budget)
    methods = {"knapsack": Poll.Method.APPROVAL}
    method = methods.get(budget.method, budget.method)
    is_points = method == Poll.Method.POINTS
    given: dict[str, Any] = {"title": in_languages(activity.title), "method": method}
    given |= {"closes_at": database_now(), "most": 100}
    given |= {"points": 10, "most_each": 10} if is_points else {}
    url = budget.page("round")
    poll = ballots.create_poll(
        activity.process, PollFacts(**given), within=activity.node, url=url, by=olga
    )
    standing = budget.projects.order_by("number")
    options = [OptionFacts(in_languages(one.title), one.cost, "", one.node) for one in standing]
    ballots.set_options(poll, options, by=olga)
    assert Option.objects.filter(poll=poll).count() == len(options)
    return poll
