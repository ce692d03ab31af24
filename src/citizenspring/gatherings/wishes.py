"""What later apps know of the seats: the rounds that a day's methods need, and the present one."""

from collections.abc import Callable

from .models import Gathering

__all__ = ["register", "round_now", "rounds_wished"]

Finder = Callable[[Gathering], int]
_needed: list[Finder] = []
_present: list[Finder] = []


def register(*, needed: Finder, present: Finder) -> None:
    """How many rounds of seats a gathering needs, and which one it is; 0 for none."""
    if needed not in _needed:
        _needed.append(needed)
        _present.append(present)


def rounds_wished(gathering: Gathering) -> int:
    """What the form proposes: one round where nobody wishes more."""
    return max((finder(gathering) for finder in _needed), default=0) or 1


def round_now(gathering: Gathering) -> int:
    """The round in which people sit at this moment, the first before the day begins."""
    return max((finder(gathering) for finder in _present), default=0) or 1
