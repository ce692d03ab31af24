"""Publishing everything before the draw: after this, only chance decides."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.engines.sortition import Commitment
from citizenspring.ledger.services import record
from citizenspring.panels.errors import (
    AlreadyCommitted,
    PanelNotFrozen,
    PanelNotSearched,
    ValueIsOut,
    ValueUnnamed,
)
from citizenspring.panels.models import Panel, Portfolio, Search
from citizenspring.people.models import Person

from .planning import hold

__all__ = ["commit_draw"]

BALLS = "Three balls from 0 to 9, drawn in public: hundreds, tens, ones."


@transaction.atomic
def commit_draw(
    panel: Panel, way: str, *, value_is: str = "", value_at: datetime | None = None, by: Person
) -> Panel:
    """Publish the digests of pool, quotas and panels, and name what will decide.

    A public value must be one that nobody can know yet.
    """
    held = hold(panel, by=by)
    if held.is_committed:
        raise AlreadyCommitted
    if held.stage != Panel.Stage.FROZEN:
        raise PanelNotFrozen
    found = _found(held)
    moment = database_now()
    named = _named(way, value_is, value_at, moment)
    statement = Commitment({**found.facts, **named})
    held.by, held.value_is = way, named["value"]
    held.value_at = value_at if way == Panel.By.VALUE else None
    held.commitment, held.committed_at = statement.text, moment
    held.stage = Panel.Stage.COMMITTED
    held.save()
    digests = {"commitment": statement.hash, "portfolio": found.facts["portfolio_sha256"]}
    facts = {**digests, "people": found.facts["people"], "seats": held.size, **named}
    record("panel.committed", by=by, about=held.gathering.activity.node_id, facts=facts)
    tell(held.topic, "committed")
    return held


def _found(panel: Panel) -> Portfolio:
    done = Portfolio.objects.filter(panel=panel, panel__search__state=Search.State.DONE)
    found = done.first()
    if found is None:
        raise PanelNotSearched
    return found


def _named(way: str, value_is: str, value_at: datetime | None, moment: datetime) -> dict[str, str]:
    if way == Panel.By.BALLS:
        return {"value": BALLS, "when": ""}
    said = " ".join(value_is.split())
    if not said or value_at is None:
        raise ValueUnnamed
    if value_at <= moment:
        raise ValueIsOut
    return {"value": said, "when": localtime(value_at).isoformat(timespec="minutes")}
