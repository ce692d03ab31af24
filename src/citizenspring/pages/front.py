"""What the home page of the city shows: what is open now, what was decided, and where."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import ngettext

from citizenspring.city.maps import SHADES, Mark
from citizenspring.processes import queries
from citizenspring.processes.models import Activity, Process

from .figures import Figures, figures

__all__ = ["Front", "front_page"]

MOST_OPEN = 8
MOST_DECIDED = 6
MOST_CLOSING = 5
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Front:
    open_now: list[Process]
    open_count: int
    decided: list[Process]
    decided_count: int
    marks: dict[str, Mark]
    closing: list[Activity]
    figures: Figures

    @property
    def has_places(self) -> bool:
        return any(mark.shade for mark in self.marks.values())


def front_page() -> Front:
    open_now, decided = queries.open_now(), queries.decided()
    return Front(
        list(open_now[:MOST_OPEN]),
        open_now.count(),
        list(decided.prefetch_related("territories")[:MOST_DECIDED]),
        decided.count(),
        {territory.code: _mark(territory) for territory in queries.communes_with_counts()},
        list(queries.closing_soon(now() + SOON)[:MOST_CLOSING]),
        figures(),
    )


def _mark(territory: Any) -> Mark:
    count = territory.process_count
    if not count:
        return Mark()
    note = ngettext("%(count)s process", "%(count)s processes", count) % {"count": count}
    address = f"{reverse('processes:processes')}?commune={territory.code}"
    return Mark(address, min(count, SHADES), note)
