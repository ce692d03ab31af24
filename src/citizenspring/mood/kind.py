"""The mood check as a kind of activity, and its panel on the page of a process."""

from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.processes.kinds import ActivityKind, register
from citizenspring.processes.models import Activity
from citizenspring.threads import kinds

from .models import MoodCheck
from .queries import standing_of
from .services import KIND, freeze, guard_edit

__all__ = ["offer"]


def _panel(activity: Activity, _visitor: Any) -> tuple[str, dict[str, Any]]:
    mood = MoodCheck.objects.get(activity=activity)
    mood.activity = activity
    return "mood/_panel.html", {"mood": mood, "standing": standing_of(mood, now())}


def offer() -> None:
    """Offer it to organisers; called when the app starts."""
    register(
        ActivityKind(
            name=KIND,
            label=_("Mood check"),
            summary=_("Up to five questions in 90 seconds: is there energy to go on?"),
            icon="heart",
            url_name="mood:answer",
            new_url_name="mood:new",
            panel=_panel,
            on_opening=freeze,
            on_editing=guard_edit,
        )
    )
    kinds.register(kinds.NodeKind(KIND, _("Mood check"), "heart"))
    kinds.register(kinds.NodeKind("remark", _("Open answer"), "quote"))
