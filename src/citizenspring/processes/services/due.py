"""What opens and closes by itself when its time has come."""

import logging
from datetime import datetime

from citizenspring.common.clock import database_now
from citizenspring.common.errors import Refusal
from citizenspring.processes.models import Activity
from citizenspring.processes.queries import due_transitions

from .activities import close_if_due, open_if_due

__all__ = ["carry_out_due"]

log = logging.getLogger("citizenspring.processes")


def carry_out_due(now: datetime | None = None) -> int:
    """Open and close the activities whose time has come; returns how many changed.

    Called every few seconds by the worker. Each change is its own transaction, so one that must
    wait for people who are just acting holds up no other.
    """
    moment = now or database_now()
    changed = sum(_is_opened(activity, moment) for activity in due_transitions(moment).opening)
    return changed + sum(close_if_due(activity, moment) for activity in _closing(moment))


def _is_opened(activity: Activity, moment: datetime) -> bool:
    """One that its stage does not let open yet waits, and holds up no other."""
    try:
        return open_if_due(activity, moment)
    except Refusal as refusal:
        log.warning("Activity %s cannot open: %s", activity.pk, refusal.code)
        return False


def _closing(moment: datetime) -> list[Activity]:
    return due_transitions(moment).closing
