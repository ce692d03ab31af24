"""Dates and times as people write and read them: local clocks, approximate dates."""

from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

__all__ = ["approximately", "city_zone", "is_doubtful", "is_impossible"]

SEASONS = {(3, 5): "spring", (6, 8): "summer", (9, 11): "autumn"}


def city_zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def is_impossible(local: datetime, zone: tzinfo) -> bool:
    """Whether the clocks of the zone never show this time, as 02:30 on the night they advance."""
    aware = local.replace(tzinfo=zone)
    there_and_back = aware.astimezone(ZoneInfo("UTC")).astimezone(zone)
    return there_and_back.replace(tzinfo=None) != local


def is_doubtful(local: datetime, zone: tzinfo) -> bool:
    """Whether the clocks show this time twice, as 02:30 on the night they go back."""
    first = local.replace(tzinfo=zone, fold=0).utcoffset()
    second = local.replace(tzinfo=zone, fold=1).utcoffset()
    return first != second and not is_impossible(local, zone)


def _season(name: str, year: int) -> str:
    sentences = {
        "spring": _("spring %(year)s"),
        "summer": _("summer %(year)s"),
        "autumn": _("autumn %(year)s"),
    }
    return sentences[name] % {"year": year}


def _month(day: date) -> str:
    return _("%(month)s %(year)s") % {"month": MONTHS[day.month], "year": day.year}


def approximately(starts: date, ends: date) -> str:
    """Rough dates in words, never more exact than they are: ``spring 2027``."""
    after = ends + timedelta(days=1)
    if starts.year == ends.year:
        whole_months = starts.day == 1 and after.day == 1
        season = SEASONS.get((starts.month, ends.month))
        if whole_months and season:
            return _season(season, starts.year)
        if starts.month == ends.month:
            return _("around %(time)s") % {"time": _month(starts)}
        if whole_months and (starts.month, ends.month) == (1, 12):
            return _("in %(year)s") % {"year": starts.year}
    return _("around %(first)s to %(last)s") % {"first": _month(starts), "last": _month(ends)}
