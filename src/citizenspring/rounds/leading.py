"""Where the page of a gathering leads to, as long as there are rounds."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citizenspring.gatherings import ways
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.ways import Way

from .permissions import may_conduct

__all__ = ["join"]


def _ways(gathering: Gathering, visitor: Any) -> Iterator[Way]:
    if may_conduct(visitor, gathering) and not gathering.is_cancelled:
        activity = gathering.activity
        address = reverse("rounds:conduct", args=[activity.process.slug, activity.slug])
        yield Way(_("Rounds"), address, "clock", for_team=True)


def join() -> None:
    """Called when the app starts."""
    ways.register(_ways)
