"""The public figures of moderation. Small counts of who reported what are not told."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Count, F
from django.utils.timezone import now

from citizenspring.moderation.models import Appeal, Case, Decision, Report
from citizenspring.moderation.reasons import Ground

__all__ = ["SMALLEST_TOLD", "Figures", "GroundRow", "figures", "told"]

SMALLEST_TOLD = 5
SINCE = timedelta(days=365)


@dataclass(frozen=True)
class GroundRow:
    """One reason: how many reports gave it, None where too few to tell, and how many hidings."""

    label: str
    reports: int | None
    hidings: int


@dataclass(frozen=True)
class Figures:
    """Of the last twelve months. ``hours`` is the median from a case's opening to its end."""

    reports: int
    open_cases: int
    hidings: int
    hidings_by_rule: int
    hours: float | None
    urgent: int
    urgent_in_time: int
    appeals: int
    upheld: int
    overturned: int
    appeals_waiting: int
    grounds: list[GroundRow]


def told(counts: dict[str, int]) -> dict[str, int | None]:
    """Hide small counts; and of one hidden alone, which the sum would betray, the next too.

    >>> told({"a": 40, "b": 3, "c": 12})
    {'a': 40, 'b': None, 'c': None}
    >>> told({"a": 40, "b": 0})
    {'a': 40, 'b': 0}
    """
    small = {name for name, count in counts.items() if 0 < count < SMALLEST_TOLD}
    if len(small) == 1:
        others = [name for name, count in counts.items() if count and name not in small]
        small.update(sorted(others, key=lambda name: counts[name])[:1])
    return {name: None if name in small else count for name, count in counts.items()}


def figures() -> Figures:
    since = now() - SINCE
    done = Decision.objects.filter(state=Decision.State.DONE, at__gt=since)
    hidings = done.filter(act=Decision.Act.HIDDEN)
    appeals = Appeal.objects.filter(at__gt=since)
    urgent = Case.objects.filter(is_urgent=True, settled_at__gt=since)
    in_time = urgent.filter(settled_at__lte=F("urgent_since") + Case.URGENT_WITHIN)
    return Figures(
        reports=Report.objects.filter(at__gt=since).count(),
        open_cases=Case.objects.filter(settled_at=None).count(),
        hidings=hidings.count(),
        hidings_by_rule=hidings.exclude(standard="").count(),
        hours=_median_hours(),
        urgent=urgent.count(),
        urgent_in_time=in_time.count(),
        appeals=appeals.count(),
        upheld=appeals.filter(outcome=Appeal.Outcome.UPHELD).count(),
        overturned=appeals.filter(outcome=Appeal.Outcome.OVERTURNED).count(),
        appeals_waiting=appeals.filter(outcome=Appeal.Outcome.OPEN).count(),
        grounds=_grounds(),
    )


def _median_hours() -> float | None:
    settled = Case.objects.filter(settled_at__gt=now() - SINCE).order_by("-settled_at")
    times = settled.values_list("opened_at", "settled_at")[:20_000]
    waits = [(end - start).total_seconds() for start, end in times if end]
    return round(median(waits) / 3600, 1) if waits else None


def _grounds() -> list[GroundRow]:
    since = now() - SINCE
    reports = dict.fromkeys(Ground.values, 0)
    counted = Report.objects.filter(at__gt=since).order_by().values_list("ground")
    reports.update(counted.annotate(Count("pk")))
    done = Decision.objects.filter(state="done", act="hidden", at__gt=since)
    hidings = dict(done.order_by().values_list("ground").annotate(Count("pk")))
    shown = told(reports)
    rows = [
        GroundRow(str(Ground(ground).label), shown[ground], hidings.get(ground, 0))
        for ground in Ground.values
    ]
    return [row for row in rows if row.reports != 0 or row.hidings]
