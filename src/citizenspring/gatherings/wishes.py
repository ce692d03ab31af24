"""What later apps wish of the seats: how often a day's methods have people change tables."""

from collections.abc import Callable

from .models import Gathering

__all__ = ["register", "rounds_wished"]

Finder = Callable[[Gathering], int]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Call ``finder(gathering)`` for how many rounds of seats are needed, 0 for no wish."""
    if finder not in _finders:
        _finders.append(finder)


def rounds_wished(gathering: Gathering) -> int:
    """What the form proposes: one round where nobody wishes more."""
    return max((finder(gathering) for finder in _finders), default=0) or 1
