"""The vote of a round: its poll is prepared with the campaign, and opening it fixes everything."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction

from citizenspring.ballots.services import import_ballots, open_poll
from citizenspring.ballots.services.importing import ImportedBallot
from citizenspring.budgets.errors import StageBefore, StageOver
from citizenspring.budgets.models import Project, Round
from citizenspring.budgets.queries import has_reached, standing_projects
from citizenspring.people.models import Person
from citizenspring.processes.texts import in_languages

from .counting import ask_for_count
from .preparing import prepare_poll
from .rounds import public_rules
from .stages import hold, hold_still, move_on, require_ready
from .telling import tell_vote_opened

__all__ = ["bring_in_vote", "open_vote", "start_campaign"]


@transaction.atomic
def start_campaign(budget: Round, *, by: Person | None) -> Round:
    """Show which projects stand for the vote, and begin to put the roll together."""
    held = hold(budget, Round.Stage.CAMPAIGN, by=by)
    poll = prepare_poll(held, by=by)
    move_on(held, Round.Stage.REVIEW, Round.Stage.CAMPAIGN, by=by, poll=poll)
    budget.stage, budget.poll = held.stage, poll
    return held


@transaction.atomic
def open_vote(budget: Round, *, by: Person | None) -> Round:
    """Number the projects pot by pot, freeze money and rules, and let people vote (A07)."""
    held = hold(budget, Round.Stage.VOTE, by=by)
    rules = _number_projects(held)
    poll = prepare_poll(held, by=by)
    move_on(held, Round.Stage.CAMPAIGN, Round.Stage.VOTE, by=by, facts=rules, poll=poll)
    open_poll(poll, by=by)
    tell_vote_opened(held, by=by)
    budget.stage, budget.poll = held.stage, poll
    return held


@transaction.atomic
def bring_in_vote(budget: Round, ballots: Iterable[ImportedBallot], *, by: Person) -> Round:
    """A vote on these projects that was held elsewhere: its ballots are sealed, then counted."""
    held = hold_still(budget, by=by)
    if held.stage != Round.Stage.CAMPAIGN:
        raise StageOver if has_reached(held, Round.Stage.VOTE) else StageBefore
    require_ready(held, Round.Stage.COUNT)
    rules = _number_projects(held)
    poll = prepare_poll(held, by=by)
    import_ballots(poll, ballots)
    move_on(held, Round.Stage.CAMPAIGN, Round.Stage.COUNT, by=by, facts=rules, poll=poll)
    ask_for_count(held)
    budget.stage, budget.poll = held.stage, poll
    return held


def _number_projects(budget: Round) -> dict[str, Any]:
    """Give what stands its numbers; what the public record keeps of money, rules and projects."""
    projects = list(standing_projects(budget))
    for number, project in enumerate(projects, 1):
        project.number, project.state = number, Project.State.STANDING
        project.save(update_fields=["number", "state"])
    return {**public_rules(budget), "projects": [_public(project) for project in projects]}


def _public(project: Project) -> dict[str, Any]:
    return {
        "number": project.number,
        "key": project.key,
        "title": in_languages(project.title),
        "cost": str(project.cost or Decimal(0)),
        "pot": project.pot.number,
    }
