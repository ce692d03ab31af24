"""Where a mood check stands this moment: what its bar, its forecast and its reminders read."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils.timezone import localtime

from citizenspring.engines.mood import Forecast, Progress, Threshold, forecast
from citizenspring.mood.models import OUTSIDE, MoodCheck
from citizenspring.people.bursts import waiting_of
from citizenspring.people.models import Burst

__all__ = ["Standing", "counts_of", "standing_of"]

COUNTS = """
SELECT key, place, sum(count) FROM mood_tally
WHERE mood_id = %s AND (key = '' OR (key >= 'day:' AND key < 'day;') OR %s)
GROUP BY key, place
"""
DAY = timedelta(days=1)
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Standing:
    """``forecast`` is there while the check is open and its first whole day is over.

    ``held`` counts the confirmed answers at which somebody is still to look (A17).
    """

    mood: MoodCheck
    threshold: Threshold
    progress: Progress
    forecast: Forecast | None
    days_left: float
    held: int = 0

    @property
    def missing(self) -> int:
        return max(0, self.threshold.total - self.progress.total)

    @property
    def whole_days_left(self) -> int:
        return int(self.days_left)

    @property
    def share(self) -> int:
        """Percent living in the city, rounded down: 49.9 is not half."""
        return int(self.progress.share)


def counts_of(mood: MoodCheck, *, everything: bool = False) -> Counts:
    """What was counted by key and place: places and days, or with ``everything`` all answers."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [mood.pk, everything])
        rows = cursor.fetchall()
    found: Counts = defaultdict(dict)
    for key, place, count in rows:
        if count > 0:
            found[key][place] = int(count)
    return found


def standing_of(mood: MoodCheck, moment: datetime, counts: Counts | None = None) -> Standing:
    """Where it stands at ``moment``."""
    counts = counts_of(mood) if counts is None else counts
    places = dict(counts.get("", {}))
    outside = places.pop(OUTSIDE, 0)
    threshold = Threshold(mood.target, mood.each_commune, mood.communes, mood.city_share)
    progress = threshold.progress(places, outside)
    ends = mood.activity.closes_at
    left = max(0.0, (ends - moment) / DAY) if ends else 0.0
    expected = None
    if mood.activity.is_open and ends:
        expected = forecast(daily_of(mood, counts, moment), left, total=progress.total)
    held = waiting_of(Burst.Kind.ANSWER, mood.pk)
    return Standing(mood, threshold, progress, expected, left, held)


def daily_of(mood: MoodCheck, counts: Counts, moment: datetime) -> list[int]:
    """Confirmed answers of each whole day: from the day after the opening until yesterday."""
    if mood.activity.opened_at is None:
        return []
    day, today = localtime(mood.activity.opened_at).date() + DAY, localtime(moment).date()
    daily = []
    while day < today:
        daily.append(_count(counts, day))
        day += DAY
    return daily


def _count(counts: Counts, day: date) -> int:
    return sum(counts.get(f"day:{day.isoformat()}", {}).values())
