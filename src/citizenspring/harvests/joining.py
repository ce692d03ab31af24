"""Harvests in the registries of the apps below."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from citizenspring.gatherings import ways
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.ways import Way

from . import kinds, moderating, news, participants
from .addresses import page
from .models import Harvest
from .permissions import may_publish_harvest, may_send_cards, may_shape_themes

__all__ = ["join"]


def _ways(gathering: Gathering, visitor: Any) -> Iterator[Way]:
    is_public = Harvest.objects.filter(gathering=gathering).exists()
    if is_public:
        yield Way(_("Read the harvest"), page(gathering, "harvest"), "sprout", is_main=True)
        yield Way(_("Minutes"), page(gathering, "minutes"), "scroll-text")
    has_runs = gathering.has_begun or gathering.runs.exists()
    is_team = may_shape_themes(visitor, gathering)
    if has_runs or is_team:
        wall = page(gathering, "wall")
        yield Way(_("The wall of the room"), wall, "monitor", for_team=not has_runs)
    if has_runs and is_team:
        yield Way(_("Themes of the cards"), page(gathering, "themes"), "split", for_team=True)
    if has_runs and may_publish_harvest(visitor, gathering):
        yield Way(_("Publish the harvest"), page(gathering, "publish"), "sprout", for_team=True)
    if is_public and may_send_cards(visitor, gathering):
        yield Way(
            _("Make something of the cards"), page(gathering, "send"), "arrow-right", for_team=True
        )


def join() -> None:
    """Called when the app starts."""
    ways.register(_ways)
    kinds.offer()
    news.offer()
    moderating.offer()
    participants.join()
