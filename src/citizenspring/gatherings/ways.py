"""Where a gathering's page leads to besides its own pages: what later apps keep of the day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.functional import Promise

from .models import Gathering

__all__ = ["Moment", "Way", "register", "ways_from"]


class Moment(Enum):
    """When the team needs a page."""

    BEFORE = "before"
    DAY = "day"
    AFTER = "after"


@dataclass(frozen=True)
class Way:
    """A link. ``for_team`` puts it with what only the team sees; ``is_main`` makes it stand out.

    The team sees its links by ``moment`` and ``step``, each with a ``hint``. ``is_done`` is for
    what every gathering needs: the first that is ``False`` is what to do now.
    """

    label: str | Promise
    address: str
    icon: str
    for_team: bool = False
    is_main: bool = False
    moment: Moment = Moment.BEFORE
    step: int = 0
    hint: str | Promise = ""
    is_done: bool | None = None


Finder = Callable[[Gathering, Any], Iterable[Way]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Call ``finder(gathering, visitor)`` for the links it has for this visitor."""
    if finder not in _finders:
        _finders.append(finder)


def ways_from(gathering: Gathering, visitor: Any) -> tuple[list[Way], list[Way]]:
    """For everybody, and for the team."""
    found = [way for finder in _finders for way in finder(gathering, visitor)]
    found.sort(key=lambda way: not way.is_main)
    return [way for way in found if not way.for_team], [way for way in found if way.for_team]
