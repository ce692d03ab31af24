"""Where a gathering's page leads once it has begun: how it was, and what came of it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Gathering
from .permissions import may_say_what_came_after
from .ways import Moment, Way, register

__all__ = ["offer"]


def _ways(gathering: Gathering, visitor: Any) -> Iterator[Way]:
    if gathering.is_cancelled or not gathering.has_begun:
        return
    yield Way(_("What came of it"), gathering.page("after"), "route")
    yield Way(_("Say how it was"), gathering.page("exit"), "messages-square")
    if may_say_what_came_after(visitor, gathering):
        yield from _for_team(gathering)


def _for_team(gathering: Gathering) -> Iterator[Way]:
    yield Way(
        _("Say what happens next"),
        gathering.page("steps"),
        "calendar",
        for_team=True,
        moment=Moment.AFTER,
        step=4,
        hint=_("Each step with its owner and its day; people who came are told."),
        is_done=gathering.next_steps.exists(),
    )
    yield Way(
        _("Say what it cost"),
        gathering.page("costs"),
        "coins",
        for_team=True,
        moment=Moment.AFTER,
        step=5,
        hint=_("Amounts, and who paid them."),
    )


def offer() -> None:
    """Called when the app starts."""
    register(_ways)
