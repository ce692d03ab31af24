"""What was decided about single nodes, such as hiding one, with the public reason.

An app registers how to find its decisions, so that threads can show them without knowing it.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

__all__ = ["Ruling", "register", "rulings_on"]


@dataclass(frozen=True)
class Ruling:
    """A decision about a node; ``act`` says in one sentence what was done with it."""

    node: UUID
    act: str
    reason: str
    language: str
    at: datetime


Teller = Callable[[Collection[UUID]], Iterable[Ruling]]
_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    _tellers.append(teller)


def rulings_on(nodes: Collection[UUID]) -> dict[UUID, list[Ruling]]:
    """Everything that was decided about each of the nodes, in order of time."""
    found: dict[UUID, list[Ruling]] = {}
    for ruling in sorted((one for tell in _tellers for one in tell(nodes)), key=lambda one: one.at):
        found.setdefault(ruling.node, []).append(ruling)
    return found
