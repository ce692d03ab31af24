"""Where a role can hold besides the whole space; stages register their processes here."""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from .models import Person

__all__ = ["Scope", "all_scopes", "register", "scope_named", "scopes_for"]


class Scope(NamedTuple):
    id: UUID
    name: str
    url: str
    is_public: bool = True


Source = Callable[[Collection[UUID] | None], Iterable[Scope]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a function that returns what roles can be limited to: all, or those with these ids."""
    if source not in _sources:
        _sources.append(source)


def all_scopes(only: Collection[UUID] | None = None) -> dict[UUID, Scope]:
    return {scope.id: scope for source in _sources for scope in source(only)}


def scope_named(scope: UUID | None) -> Scope | None:
    return all_scopes([scope]).get(scope) if scope else None


def scopes_for(person: Person) -> list[Scope]:
    """Where the person may grant roles, beside the whole space."""
    held = set(person.roles.filter(kind="organiser").values_list("scope", flat=True))
    only = None if None in held else [scope for scope in held if scope]
    return list(all_scopes(only).values())
