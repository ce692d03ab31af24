"""Moving a round from stage to stage; only forward, and each step once."""

from typing import Any

from django.db import transaction

from citizenspring.budgets.errors import (
    MoneyMissing,
    RoundFixed,
    RoundGoesOn,
    RoundNotReady,
    RoundTimesWrong,
    StageBefore,
    StageOver,
)
from citizenspring.budgets.models import Round
from citizenspring.budgets.permissions import may_move_round
from citizenspring.budgets.queries import has_reached, missing_for, stage_after
from citizenspring.common.live import tell
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity
from citizenspring.processes.services import ActivityFacts, open_activity

from .rounds import public_rules

__all__ = [
    "guard_closing",
    "guard_edit",
    "hold",
    "hold_still",
    "move_on",
    "on_opening",
    "require_ready",
    "start_ideas",
    "start_review",
]

Stage = Round.Stage


def start_ideas(budget: Round, *, by: Person) -> Round:
    """Open the round: from now on residents propose."""
    may_move_round.require(by, budget)
    open_activity(budget.activity, by=by)
    budget.refresh_from_db(fields=["stage"])
    return budget


def on_opening(activity: Activity, by: Person | None) -> None:
    """Whatever opens the activity begins the stage of ideas."""
    budget = Round.objects.select_for_update(of=("self",)).get(activity=activity)
    budget.activity = activity
    if not budget.pots.exists():
        raise MoneyMissing
    move_on(budget, Stage.PREPARING, Stage.IDEAS, by=by, facts=public_rules(budget))


@transaction.atomic
def start_review(budget: Round, *, by: Person | None) -> Round:
    """End the collecting of ideas; what was proposed is looked at."""
    held = hold(budget, Stage.REVIEW, by=by)
    move_on(held, Stage.IDEAS, Stage.REVIEW, by=by)
    budget.stage = held.stage
    return held


def hold(budget: Round, stage: str, *, by: Person | None) -> Round:
    """The round, held still and ready to go to the stage, or why it cannot; nobody is the clock."""
    held = hold_still(budget, by=by)
    if has_reached(held, stage) or held.activity.state == Activity.State.CLOSED:
        raise StageOver
    if stage_after(held) != stage:
        raise StageBefore
    require_ready(held, stage)
    return held


def hold_still(budget: Round, *, by: Person | None) -> Round:
    """The round as it is, which nobody else moves on before this transaction ends."""
    if by is not None:
        may_move_round.require(by, budget)
    rounds = Round.objects.select_for_update(of=("self",), no_key=True)
    return rounds.select_related("activity__process", "activity__node", "poll").get(pk=budget.pk)


def require_ready(budget: Round, stage: str) -> None:
    if missing := missing_for(budget, stage):
        raise RoundNotReady(missing=" ".join(missing))


def guard_edit(activity: Activity, facts: ActivityFacts) -> None:
    """A round ends with its result, so it has no closing time; once voted on, it stays as it is."""
    budget = Round.objects.get(activity=activity)
    if has_reached(budget, Stage.VOTE):
        raise RoundFixed
    if facts.closes_at is not None:
        raise RoundTimesWrong


def guard_closing(activity: Activity, _by: Person | None) -> None:
    """Nobody ends a vote by closing what it stands in."""
    if Round.objects.filter(activity=activity, stage__in=[Stage.VOTE, Stage.COUNT]).exists():
        raise RoundGoesOn


def move_on(
    budget: Round,
    before: str,
    after: str,
    *,
    by: Person | None,
    facts: dict[str, Any] | None = None,
    **changes: Any,
) -> bool:
    """Go to the next stage, only if nobody else did in the meantime; call it in a transaction."""
    waiting = Round.objects.filter(pk=budget.pk, stage=before)
    if not waiting.update(stage=after, **changes):
        return False
    budget.stage = after
    for name, value in changes.items():
        setattr(budget, name, value)
    node = budget.activity.node_id
    record(f"budget.{after}", by=by, about=node, facts=facts or {})
    tell(f"activity:{budget.activity_id}", "stage", stage=str(after))
    return True
