"""Reminders before the day: a week ahead, and the day before."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from citizenspring.common.clock import database_now
from citizenspring.gatherings.models import Gathering, Registration
from citizenspring.notifications.services import notify

from .telling import when_and_where

__all__ = ["remind"]

AHEAD = timedelta(days=7), timedelta(days=1)


def remind() -> int:
    """Tell those who had a place when it was due; each hears once, whoever calls."""
    now = database_now()
    later = (timedelta(days=1), timedelta())
    return sum(
        _remind(gathering, ahead)
        for ahead, least in zip(AHEAD, later, strict=True)
        for gathering in _between(now + least, now + ahead)
    )


def _between(first: datetime, last: datetime) -> QuerySet[Gathering]:
    due = Gathering.objects.filter(cancelled_at=None, starts_at__gt=first, starts_at__lte=last)
    return due.select_related("activity__node", "activity__process")


def _remind(gathering: Gathering, ahead: timedelta) -> int:
    # Who registers in the last days is not reminded at once of what she has just done.
    rows = gathering.registrations.filter(
        state=Registration.State.COMING, made_at__lte=gathering.starts_at - ahead
    )
    return notify(
        "gathering.reminder",
        rows.exclude(person=None).values_list("person_id", flat=True),
        about=gathering.activity.node,
        url=gathering.page("ticket"),
        facts=when_and_where(gathering),
        key=f"gathering-reminder-{ahead.days}-{gathering.pk}-{gathering.revision}",
    )
