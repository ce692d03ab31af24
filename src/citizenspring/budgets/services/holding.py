"""Holding a round still while ideas and projects change."""

from datetime import datetime

from citizenspring.budgets.ideas_errors import IdeasNotTaken, ProjectFrozen
from citizenspring.budgets.models import Round
from citizenspring.common.clock import database_now
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.processes.errors import ActivityClosed, ActivityNotOpen
from citizenspring.processes.services import require_open

__all__ = ["hold_before_vote", "hold_collecting", "hold_open", "refuse_once_voting"]

Stage = Round.Stage
BEFORE_VOTE = Stage.PREPARING, Stage.IDEAS, Stage.REVIEW, Stage.CAMPAIGN


def hold_open(budget: Round) -> str:
    """The stage of an open round, which does not close before this transaction ends."""
    try:
        require_open(budget.activity)
    except (ActivityClosed, ActivityNotOpen) as refusal:
        raise IdeasNotTaken from refusal
    return Round.objects.values_list("stage", flat=True).get(pk=budget.pk)


def hold_collecting(budget: Round) -> None:
    """Go on alone, and only while ideas are collected, by the database's clock."""
    hold_open(budget)
    stage, until = _alone(budget)
    if stage != Stage.IDEAS or (until is not None and until <= database_now()):
        raise IdeasNotTaken


def hold_before_vote(budget: Round) -> None:
    """Go on alone, and only while what stands for the vote may still change."""
    stage, _until = _alone(budget)
    if stage not in BEFORE_VOTE:
        raise ProjectFrozen


def refuse_once_voting(budget: Round, *, by: Person) -> None:
    """Refuse and note the attempt in the record (A07); call it before the act's transaction.

    Inside, the note would be rolled back with the act. Whoever opens the vote in between is met
    by ``hold_before_vote``.
    """
    stage = Round.objects.values_list("stage", flat=True).get(pk=budget.pk)
    if stage not in BEFORE_VOTE:
        record("budget.change_refused", by=by, about=budget.activity.node_id)
        raise ProjectFrozen


def _alone(budget: Round) -> tuple[str, datetime | None]:
    held = Round.objects.select_for_update(no_key=True).filter(pk=budget.pk)
    return held.values_list("stage", "ideas_until").get()
