"""The plainest kind of activity: a step taken outside this website."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .kinds import ActivityKind, register
from .models import Activity

__all__ = ["offer"]


def _panel(activity: Activity, _visitor: Any) -> tuple[str, dict[str, Any]]:
    return "processes/_step_panel.html", {"activity": activity}


def offer() -> None:
    """Offer it to organisers; called when the app starts."""
    register(
        ActivityKind(
            name="step",
            label=_("Step outside this website"),
            summary=_("A walk, a meeting, a letter or a study: say what happens, where and when."),
            icon="map-pin",
            url_name="processes:activity",
            new_url_name="processes:new_step",
            panel=_panel,
        )
    )
