"""Where the page of a gathering leads to, as long as there are rounds."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citizenspring.gatherings import ways
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.ways import Moment, Way

from .permissions import may_conduct

__all__ = ["join"]


def _ways(gathering: Gathering, visitor: Any) -> Iterator[Way]:
    place = [gathering.activity.process.slug, gathering.activity.slug]
    if gathering.runs.filter(started_at__isnull=False, ended_at=None).exists():
        yield Way(
            _("Into the room"), reverse("rounds:room", args=place), "arrow-right", is_main=True
        )
    if may_conduct(visitor, gathering) and not gathering.is_cancelled:
        yield from _for_team(gathering, reverse("rounds:conduct", args=place))


def _for_team(gathering: Gathering, address: str) -> Iterator[Way]:
    runs = list(gathering.runs.all())
    yield Way(
        _("Prepare the rounds"),
        address,
        "clock",
        for_team=True,
        step=8,
        hint=_("Choose how people work together at the tables."),
        is_done=bool(runs),
    )
    if runs:
        yield Way(
            _("Lead the rounds"),
            address,
            "clock",
            for_team=True,
            moment=Moment.DAY,
            step=3,
            hint=_("Start, pause and end each part; the clock is the same everywhere."),
            is_done=all(run.ended_at for run in runs),
        )


def join() -> None:
    """Called when the app starts."""
    ways.register(_ways)
