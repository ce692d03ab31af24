"""Where published cards can go on: each stage above names its own when it starts.

The stage makes something of each card and says of which node; what links the two in the thread, and
who is told, is the same for all and belongs to ``services.sending``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.utils.functional import Promise

from citizenspring.people.models import Person
from citizenspring.processes.models import Process
from citizenspring.rounds.models import Card
from citizenspring.threads.models import Node

__all__ = ["Destination", "Made", "Target", "all_destinations", "destination_named", "register"]


@dataclass(frozen=True)
class Target:
    """One place of a destination, such as an opinion map; ``node`` is its activity's."""

    pk: UUID
    title: str
    node: Node


@dataclass(frozen=True)
class Made:
    """What a card became, or why it could not: ``problem`` is a sentence for the organiser."""

    card: Card
    node: Node | None = None
    problem: str = ""


class Make(Protocol):
    def __call__(self, cards: Sequence[Card], target: UUID, *, by: Person) -> list[Made]: ...


@dataclass(frozen=True)
class Destination:
    """A kind of place that cards can go to.

    ``label`` names what they become, as in “Statements of an opinion map”. ``targets`` lists the
    places of a process that take them now. ``make`` makes one thing of each card, in the
    transaction of whoever calls; a card that cannot go comes back with its problem.
    ``new_url_name`` is the organiser's page that makes such a place (argument: process slug).
    """

    name: str
    label: str | Promise
    may: Callable[[Any, Process], bool]
    targets: Callable[[Process], Sequence[Target]]
    make: Make
    new_url_name: str = ""


_destinations: dict[str, Destination] = {}


def register(destination: Destination) -> None:
    """Offer a destination; called when its app starts."""
    _destinations[destination.name] = destination


def destination_named(name: str) -> Destination | None:
    return _destinations.get(name)


def all_destinations() -> list[Destination]:
    return list(_destinations.values())
