"""When a digest is due: a moment of the city's day, whatever the clock change does to it."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils.timezone import get_default_timezone

from .kinds import Rhythm

__all__ = ["due_before"]

MONDAY = 0


def due_before(rhythm: Rhythm, moment: datetime) -> datetime:
    """The last moment up to ``moment`` at which news of this rhythm was to be sent.

    An hour that the clock change skips or repeats still is one moment: the day and the hour are
    those of the city's wall clock, and become a moment only in the end.
    """
    if rhythm == Rhythm.AT_ONCE:
        return moment
    zone = get_default_timezone()
    day = moment.astimezone(zone).date()
    hour = time(settings.DIGEST_HOUR)
    while True:
        due = datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)
        if due <= moment and (rhythm == Rhythm.DAILY or day.weekday() == MONDAY):
            return due
        day -= timedelta(days=1)
