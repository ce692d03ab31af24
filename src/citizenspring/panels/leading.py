"""The links from a gathering's page to its panel."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from citizenspring.gatherings import ways
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.ways import Way

from .models import Panel
from .permissions import may_run_panel
from .queries import panel_of

__all__ = ["offer"]


def _ways(gathering: Gathering, visitor: Any) -> Iterator[Way]:
    found = panel_of(gathering)
    if found and found.is_public:
        yield Way(_("The panel drawn by lot"), found.get_absolute_url(), "users")
        if found.stage == Panel.Stage.INVITING and not gathering.has_begun:
            yield Way(_("I have a letter"), found.page("answer"), "mail")
    if may_run_panel(visitor, gathering):
        activity = gathering.activity
        address = reverse("panels:organise", args=[activity.process.slug, activity.slug])
        yield _organising(found, address)


def _organising(found: Panel | None, address: str) -> Way:
    if found is None:
        hint = _("If the people are to look like the city. You can do without.")
        return Way(_("Draw a panel by lot"), address, "users", for_team=True, step=3, hint=hint)
    hint = _("Quotas, letters, answers, the public draw, and who steps in.")
    name, is_done = _("Organise the panel"), found.is_drawn
    return Way(name, address, "users", for_team=True, step=3, hint=hint, is_done=is_done)


def offer() -> None:
    """Called when the app starts."""
    ways.register(_ways)
