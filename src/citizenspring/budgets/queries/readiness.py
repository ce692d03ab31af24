"""What comes next in a round, and what it still lacks for it."""

from datetime import datetime

from django.db.models import F, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citizenspring.budgets.models import Project, Round

from .rounds import total_of

__all__ = ["due_at", "missing_for", "stage_after", "standing_projects"]

Stage = Round.Stage
FEWEST_PROJECTS = 2


def stage_after(budget: Round) -> str:
    """The stage that follows; empty after the last."""
    order = list(Stage.values)
    return next(iter(order[order.index(budget.stage) + 1 :]), "")


def due_at(budget: Round) -> datetime | None:
    """When the next stage begins by itself, where a date was set."""
    dates = {
        Stage.PREPARING: budget.activity.opens_at if budget.activity.state == "planned" else None,
        Stage.IDEAS: budget.ideas_until,
        Stage.REVIEW: budget.answers_until,
        Stage.CAMPAIGN: budget.vote_opens_at,
    }
    return dates.get(Stage(budget.stage))


def standing_projects(budget: Round) -> QuerySet[Project]:
    """What people vote on, or would if voting opened now, pot by pot."""
    states = [Project.State.FEASIBLE, Project.State.STANDING]
    states += [Project.State.FUNDED, Project.State.UNFUNDED]
    found = Project.objects.filter(round=budget, state__in=states)
    return found.select_related("pot", "node").order_by("pot__number", "key")


def missing_for(budget: Round, stage: str) -> list[str]:
    """What stands in the way of the stage, in sentences that say what to do."""
    checks = {
        Stage.IDEAS: _for_ideas,
        Stage.CAMPAIGN: _for_campaign,
        Stage.VOTE: _for_vote,
        Stage.COUNT: _for_ballot,
    }
    check = checks.get(Stage(stage))
    return check(budget) if check else []


def _for_ideas(budget: Round) -> list[str]:
    process = budget.activity.process
    found = []
    if process.is_draft:
        found.append(_("Open the process: this round is part of it."))
    if not total_of(budget):
        found.append(_("Write how much money there is."))
    return found


def _for_campaign(budget: Round) -> list[str]:
    found = []
    waiting = budget.projects.filter(state=Project.State.DRAFT).count()
    if waiting:
        sentence = ngettext(
            "%(count)s project has no answer yet: say whether it can be done.",
            "%(count)s projects have no answer yet: say whether they can be done.",
            waiting,
        )
        found.append(sentence % {"count": waiting})
    if standing_projects(budget).count() < FEWEST_PROJECTS:
        found.append(_("At least two projects that can be done are needed."))
    return found


def _for_ballot(budget: Round) -> list[str]:
    found, projects = _for_campaign(budget), standing_projects(budget)
    priceless = projects.filter(cost__isnull=True)
    dear = projects.filter(cost__gt=F("pot__amount"))
    found += [_("Write what “%(project)s” costs.") % {"project": one.title} for one in priceless]
    sentence = _("“%(project)s” costs more than there is: lower its cost or withdraw it.")
    found += [sentence % {"project": one.title} for one in dear]
    if FEWEST_PROJECTS <= projects.count() < budget.fewest:
        found.append(_("There are fewer projects than a ballot must name: lower that number."))
    return found


def _for_vote(budget: Round) -> list[str]:
    found = _for_ballot(budget)
    if budget.vote_closes_at is None:
        found.append(_("Say until when people can vote."))
    elif budget.vote_closes_at <= now():
        found.append(_("The end of the vote has passed: choose a later one."))
    return found
