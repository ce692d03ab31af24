"""Who hears of the changes of a thread, inside the act that makes them.

Whoever tells people lies above threads, so it registers here when it starts.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from citizenspring.people.models import Person

from .models import Edge, Node

__all__ = ["Ruled", "announce", "register"]


@dataclass(frozen=True)
class Ruled:
    """Something was decided about a node; ``act`` says in one sentence what was done with it."""

    node: Node
    act: Promise | str
    reason: str
    language: str
    by: Person | None


Change = Edge | Ruled
Listener = Callable[[Change], object]
_listeners: list[Listener] = []


def register(listener: Listener) -> Listener:
    """Call ``listener(change)`` at every step and every ruling that everybody can see."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def announce(change: Change) -> None:
    for listener in _listeners:
        listener(change)
