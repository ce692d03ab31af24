"""What of a round goes on by itself when its time has come, by the database's clock."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q, QuerySet

from citizenspring.budgets.models import Round
from citizenspring.common.clock import database_now
from citizenspring.common.errors import Refusal
from citizenspring.processes.models import Activity

from .stages import start_review
from .telling import tell_waits
from .voting import open_vote, start_campaign

__all__ = ["carry_out_due"]

Stage = Round.Stage
STEPS: dict[str, Callable[..., Round]] = {
    Stage.IDEAS: start_review,
    Stage.REVIEW: start_campaign,
    Stage.CAMPAIGN: open_vote,
}


def carry_out_due(now: datetime | None = None) -> int:
    """Move on every round whose time has come; returns how many moved.

    One that lacks something waits, holds up no other, and its organisers are told once a day.
    """
    return sum(_moves(budget) for budget in _due(now or database_now()))


def _due(moment: datetime) -> QuerySet[Round]:
    over = Q(stage=Stage.IDEAS, ideas_until__lte=moment)
    over |= Q(stage=Stage.REVIEW, answers_until__lte=moment)
    over |= Q(stage=Stage.CAMPAIGN, vote_opens_at__lte=moment)
    found = Round.objects.filter(over, activity__state=Activity.State.OPEN)
    return found.select_related("activity__process", "activity__node")


def _moves(budget: Round) -> bool:
    try:
        STEPS[budget.stage](budget, by=None)
    except Refusal:
        tell_waits(budget)
        return False
    return True
