"""Where a person with a role begins: the stages say which of their pages wait for whom."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from .models import Person

__all__ = ["Desk", "desks_of", "register"]


class Desk(NamedTuple):
    """A page where somebody has something to do."""

    label: str
    url: str


_sources: list[Callable[[Person], Iterable[Desk]]] = []


def register(source: Callable[[Person], Iterable[Desk]]) -> None:
    """Add a function that returns what a person's roles let her do."""
    if source not in _sources:
        _sources.append(source)


def desks_of(person: Person) -> list[Desk]:
    """Every desk of the person, those of the earlier stages first; a guest has none."""
    if person.is_guest or not person.roles.exists():
        return []
    return [desk for source in _sources for desk in source(person)]
