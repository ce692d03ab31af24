"""Whether somebody's voice was heard in the room: then her coming in was no slip."""

from collections.abc import Callable

from .models import Arrival

__all__ = ["has_spoken", "register"]

Finder = Callable[[Arrival], bool]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """A later app says whether it keeps anything under the voice of an arrival."""
    if finder not in _finders:
        _finders.append(finder)


def has_spoken(arrival: Arrival) -> bool:
    """Taken back and let in again, she would have a second voice beside what the first said."""
    return arrival.has_answered or any(finder(arrival) for finder in _finders)
