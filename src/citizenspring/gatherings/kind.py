"""The gathering as a kind of activity, and its panel on the page of a process."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.people.models import Person
from citizenspring.processes.kinds import ActivityKind, register
from citizenspring.processes.models import Activity

from .models import Gathering
from .services import KIND, announce_to_callers, require_care
from .ways import ways_from

__all__ = ["offer"]


def _panel(activity: Activity, visitor: Any) -> tuple[str, dict[str, Any]]:
    gathering = Gathering.objects.get(activity=activity)
    gathering.activity = activity
    ways, _for_team = ways_from(gathering, visitor)
    main = [way for way in ways if way.is_main]
    return "gatherings/_panel.html", {"gathering": gathering, "ways": main}


def _on_opening(activity: Activity, _by: Person | None) -> None:
    require_care(activity)
    announce_to_callers(activity)


def offer() -> None:
    """Offer it to organisers; called when the app starts."""
    register(
        ActivityKind(
            name=KIND,
            label=_("Gathering"),
            summary=_("People meet at tables: registration, care, waiting list, tickets."),
            icon="users",
            url_name="gatherings:gathering",
            new_url_name="gatherings:new",
            panel=_panel,
            on_opening=_on_opening,
        )
    )
