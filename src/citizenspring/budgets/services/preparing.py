"""The poll of a round while it is a draft: what people will vote on, and by which rules."""

from citizenspring.ballots.models import Poll
from citizenspring.ballots.services import (
    OptionFacts,
    PollFacts,
    create_poll,
    edit_poll,
    set_options,
)
from citizenspring.budgets.models import Project, Round
from citizenspring.budgets.queries import standing_projects, total_of
from citizenspring.people.levels import Level
from citizenspring.people.models import Person
from citizenspring.processes.texts import in_languages, main_language

__all__ = ["prepare_poll"]

LONGEST_GROUP = 80


def prepare_poll(budget: Round, *, by: Person | None) -> Poll:
    """The draft of the vote as the round stands now; letters and desks can begin with it."""
    projects = list(standing_projects(budget))
    facts = _poll_facts(budget, len(projects))
    poll = budget.poll
    if poll is None:
        home = budget.activity
        url = budget.page("vote")
        poll = create_poll(home.process, facts, within=home.node, url=url, by=by)
    else:
        edit_poll(poll, facts, by=by)
    set_options(poll, [_option(project) for project in projects], by=by)
    return poll


def _poll_facts(budget: Round, options: int) -> PollFacts:
    method = Round.Method(budget.method)
    is_points, is_knapsack = method == Round.Method.POINTS, method == Round.Method.KNAPSACK
    most = options if is_knapsack or is_points else min(budget.most, options)
    return PollFacts(
        title=budget.activity.title,
        method=Poll.Method.APPROVAL if is_knapsack else Poll.Method(method.value),
        fewest=budget.fewest,
        most=max(most, budget.fewest),
        points=budget.points if is_points else None,
        most_each=budget.most_each if is_points else None,
        limit=total_of(budget) if is_knapsack else None,
        required_level=Level(budget.voter_level),
        territories=list(budget.voter_territories.all()),
        asks_place=budget.asks_place,
        asks_age=budget.asks_age,
        closes_at=budget.vote_closes_at,
    )


def _option(project: Project) -> OptionFacts:
    names = in_languages(project.pot.name)
    group = names.get(main_language(names), "")[:LONGEST_GROUP]
    return OptionFacts(project.title, project.cost, group, project.node)
