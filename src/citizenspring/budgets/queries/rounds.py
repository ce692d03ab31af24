"""Budget rounds as a visitor may see them."""

from decimal import Decimal
from typing import Any

from citizenspring.budgets.models import Round
from citizenspring.budgets.permissions import may_see_round
from citizenspring.common.errors import Missing

__all__ = ["has_reached", "round_of", "total_of"]

ORDER = {stage: place for place, stage in enumerate(Round.Stage.values)}


def round_of(process: str, activity: str, visitor: Any = None) -> Round:
    """The round at an address; a draft exists only for those who prepare it."""
    found = (
        Round.objects.select_related("activity__process", "activity__node", "poll")
        .filter(activity__process__slug=process, activity__slug=activity)
        .first()
    )
    if found is None or not may_see_round(visitor, found):
        raise Missing
    return found


def has_reached(budget: Round, stage: str) -> bool:
    """Whether the round is in this stage or beyond it."""
    return ORDER[budget.stage] >= ORDER[stage]


def total_of(budget: Round) -> Decimal:
    """All the money of a round."""
    return sum((pot.amount for pot in budget.pots.all()), Decimal(0))
