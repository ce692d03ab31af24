"""Where a gathering's page leads once it has begun: how it was, and what came of it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Gathering
from .permissions import may_say_what_came_after
from .ways import Way, register

__all__ = ["offer"]


def _ways(gathering: Gathering, visitor: Any) -> Iterator[Way]:
    if gathering.is_cancelled or not gathering.has_begun:
        return
    yield Way(_("What came of it"), gathering.page("after"), "route")
    yield Way(_("Say how it was"), gathering.page("exit"), "messages-square")
    if may_say_what_came_after(visitor, gathering):
        yield Way(_("Say what happens next"), gathering.page("steps"), "calendar", for_team=True)
        yield Way(_("Say what it cost"), gathering.page("costs"), "coins", for_team=True)


def offer() -> None:
    """Called when the app starts."""
    register(_ways)
