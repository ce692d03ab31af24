"""The vote of a round: its poll is prepared with the campaign, and opening it fixes everything."""

from decimal import Decimal
from typing import Any

from django.db import transaction

from citizenspring.ballots.services import open_poll
from citizenspring.budgets.models import Project, Round
from citizenspring.budgets.queries import standing_projects
from citizenspring.people.models import Person
from citizenspring.processes.texts import in_languages

from .preparing import prepare_poll
from .rounds import public_rules
from .stages import hold, move_on
from .telling import tell_vote_opened

__all__ = ["open_vote", "start_campaign"]


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
    projects = list(standing_projects(held))
    for number, project in enumerate(projects, 1):
        project.number, project.state = number, Project.State.STANDING
        project.save(update_fields=["number", "state"])
    poll = prepare_poll(held, by=by)
    rules = {**public_rules(held), "projects": [_public(project) for project in projects]}
    move_on(held, Round.Stage.CAMPAIGN, Round.Stage.VOTE, by=by, facts=rules, poll=poll)
    open_poll(poll, by=by)
    tell_vote_opened(held, by=by)
    budget.stage, budget.poll = held.stage, poll
    return held


def _public(project: Project) -> dict[str, Any]:
    return {
        "number": project.number,
        "key": project.key,
        "title": in_languages(project.title),
        "cost": str(project.cost or Decimal(0)),
        "pot": project.pot.number,
    }
