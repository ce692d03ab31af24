"""The stages of a round in order, each with its dates."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.budgets.models import Round

__all__ = ["Milestone", "milestones"]

Stage = Round.Stage
NAMES: dict[str, str | Promise] = {
    Stage.IDEAS: _("Ideas"),
    Stage.REVIEW: _("Checking"),
    Stage.CAMPAIGN: _("Projects"),
    Stage.VOTE: _("The vote"),
    Stage.COUNT: _("The count"),
    Stage.DONE: _("The result"),
}
SAYS: dict[str, str | Promise] = {
    Stage.IDEAS: _("Residents propose what the money is for."),
    Stage.REVIEW: _("Ideas become projects, each with an answer: can it be done, at what cost?"),
    Stage.CAMPAIGN: _("Everybody gets to know the projects."),
    Stage.VOTE: _("Everybody on the roll votes: online, on paper or at a desk."),
    Stage.COUNT: _("Ballots are sealed, published and counted."),
    Stage.DONE: _("The money goes to projects, each with its reason, and is followed."),
}


@dataclass(frozen=True)
class Milestone:
    """``where`` is past, now or coming; ``since`` and ``until`` are what is planned or was."""

    stage: str
    name: str | Promise
    says: str | Promise
    where: str
    since: datetime | None
    until: datetime | None


def milestones(budget: Round) -> list[Milestone]:
    """Every stage that people see."""
    order = list(Stage.values)
    here, activity, poll = order.index(budget.stage), budget.activity, budget.poll
    # A vote brought in from elsewhere was sealed here at once: its own dates are the planned ones.
    was_here = poll is not None and not poll.is_imported
    opened = (poll.opened_at if poll and was_here else None) or budget.vote_opens_at
    ends = (poll.closed_at if poll and was_here else None) or budget.vote_closes_at
    times = {
        Stage.IDEAS: (activity.opened_at or activity.opens_at, budget.ideas_until),
        Stage.REVIEW: (budget.ideas_until, budget.answers_until),
        Stage.CAMPAIGN: (budget.answers_until, opened),
        Stage.VOTE: (opened, ends),
        Stage.COUNT: (ends, budget.decided_at),
        Stage.DONE: (budget.decided_at, None),
    }
    if budget.source:
        # A vote brought in from a file was held elsewhere: only when is known of it.
        times = {Stage.VOTE: (budget.vote_opens_at, budget.vote_closes_at)}
        times[Stage.DONE] = (budget.decided_at, None)
    return [_milestone(stage, _where(order.index(stage), here), *times[stage]) for stage in times]


def _milestone(stage: str, where: str, since: datetime | None, until: datetime | None) -> Milestone:
    """Of what has begun, or is over, no date that was planned and never came."""
    moment = now()
    if where != "coming" and since and since > moment:
        since = None
    if where == "past" and until and until > moment:
        until = None
    return Milestone(stage, NAMES[stage], SAYS[stage], where, since, until)


def _where(place: int, here: int) -> str:
    if place < here:
        return "past"
    return "now" if place == here else "coming"
