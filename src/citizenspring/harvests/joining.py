"""Harvests in the registries of the apps below."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from citizenspring.gatherings import ways
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.ways import Moment, Way

from . import kinds, moderating, news, participants
from .addresses import page
from .models import Harvest
from .permissions import may_publish_harvest, may_send_cards, may_shape_themes

__all__ = ["join"]


def _ways(gathering: Gathering, visitor: Any) -> Iterator[Way]:
    is_public = Harvest.objects.filter(gathering=gathering).exists()
    if is_public:
        yield Way(_("Read the harvest"), page(gathering, "harvest"), "sprout", is_main=True)
        yield Way(_("Minutes of the day"), page(gathering, "minutes"), "scroll-text")
    if gathering.has_begun or gathering.runs.exists():
        yield Way(_("The wall of the room"), page(gathering, "wall"), "monitor")
    if gathering.runs.exists():
        yield from _after(gathering, visitor, is_public=is_public)
    if may_shape_themes(visitor, gathering):
        yield Way(
            _("Screen for the wall"),
            page(gathering, "wall"),
            "monitor",
            for_team=True,
            moment=Moment.DAY,
            step=4,
            hint=_("Clock, themes and votes, to be seen from the whole room."),
        )


def _after(gathering: Gathering, visitor: Any, *, is_public: bool) -> Iterator[Way]:
    if may_shape_themes(visitor, gathering):
        hint = _("Put together what belongs together, and name it.")
        yield _step(1, _("Themes of the cards"), page(gathering, "themes"), "split", hint)
    if may_publish_harvest(visitor, gathering):
        hint = _("Every card becomes public, and people are told. Best on the same evening.")
        name = _("Publish the harvest")
        yield _step(2, name, page(gathering, "publish"), "sprout", hint, is_done=is_public)
    if is_public and may_send_cards(visitor, gathering):
        hint = _("They go on to an opinion map or a budget, and people at their table are told.")
        name = _("Make something of the cards")
        yield _step(3, name, page(gathering, "send"), "arrow-right", hint)


def _step(
    number: int, name: str, address: str, icon: str, hint: str, *, is_done: bool | None = None
) -> Way:
    moment = Moment.AFTER
    return Way(
        name, address, icon, for_team=True, moment=moment, step=number, hint=hint, is_done=is_done
    )


def join() -> None:
    """Called when the app starts."""
    ways.register(_ways)
    kinds.offer()
    news.offer()
    moderating.offer()
    participants.join()
