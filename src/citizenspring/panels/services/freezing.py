"""Closing the pool, and opening it again as long as nothing was published."""

from django.db import transaction

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.engines.errors import EngineError
from citizenspring.engines.sortition import CannotBeMet, check_quotas
from citizenspring.ledger.services import record
from citizenspring.panels.errors import (
    AlreadyCommitted,
    PanelNotFrozen,
    PanelNotInviting,
    QuotasCannotBeMet,
    TooFewPeople,
)
from citizenspring.panels.models import Panel, Portfolio, Search
from citizenspring.panels.permissions import may_run_panel
from citizenspring.panels.pooling import changes_of, pool_of
from citizenspring.panels.wording import changes_told
from citizenspring.people.models import Person

from .planning import check_sums, hold

__all__ = ["check_answers", "freeze_pool", "search_again", "thaw_pool"]

Stage = Panel.Stage


def check_answers(panel: Panel, *, by: Person) -> int:
    """Refuse, with the smallest change that helps, when no panel meets the quotas now.

    Returns
    -------
    int
        How many people can be drawn.
    """
    may_run_panel.require(by, panel.gathering)
    people: int = panel.volunteers.filter(gone_at=None).count()
    if people < panel.size:
        raise TooFewPeople(people=people, size=panel.size)
    check_sums(list(panel.quotas.all()), panel.size)
    try:
        check_quotas(pool_of(panel)[2], panel.size)
    except CannotBeMet as problem:
        raise QuotasCannotBeMet(changes=changes_told(changes_of(problem))) from problem
    except EngineError as problem:
        raise QuotasCannotBeMet(changes=str(problem)) from problem
    return people


@transaction.atomic
def freeze_pool(panel: Panel, *, by: Person) -> Search:
    """Take no more answers, and have the worker make the numbered panels."""
    held = hold(panel, by=by)
    if held.is_committed:
        raise AlreadyCommitted
    if held.stage == Stage.FROZEN:
        return held.search
    if held.stage != Stage.INVITING:
        raise PanelNotInviting
    people = check_answers(held, by=by)
    held.stage, held.frozen_at = Stage.FROZEN, database_now()
    held.save(update_fields=["stage", "frozen_at"])
    record("panel.frozen", by=by, about=held.gathering.activity.node_id, facts={"people": people})
    return search_again(held)


@transaction.atomic
def thaw_pool(panel: Panel, *, by: Person) -> Panel:
    """Take answers again: nothing was published yet, so nothing can be steered by it."""
    held = hold(panel, by=by)
    if held.is_committed:
        raise AlreadyCommitted
    if held.stage != Stage.FROZEN:
        raise PanelNotFrozen
    held.stage, held.frozen_at = Stage.INVITING, None
    held.save(update_fields=["stage", "frozen_at"])
    Portfolio.objects.filter(panel=held).delete()
    Search.objects.filter(panel=held).delete()
    record("panel.thawed", by=by, about=held.gathering.activity.node_id)
    tell(held.topic, "thawed")
    return held


def search_again(panel: Panel) -> Search:
    """Have the panels made anew; what is being made for an older pool is dropped."""
    Portfolio.objects.filter(panel=panel).delete()
    before = Search.objects.filter(panel=panel).first()
    facts = {"state": Search.State.WAITING, "step": "", "done": 0, "total": 0, "problem": ""}
    search, _made = Search.objects.update_or_create(
        panel=panel,
        defaults={
            **facts,
            "changes": [],
            "attempt": before.attempt + 1 if before else 1,
            "asked_at": database_now(),
            "finished_at": None,
        },
    )
    tell(panel.topic, "waiting")
    return search
