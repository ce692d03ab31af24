"""Who took part without a row of ``Part``: a vote, for instance, keeps its own.

An app registers how to find what a person did, so that the page "what happened to mine?" and
whoever tells people about changes need not store it twice.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from citizenspring.people.models import Person

from .models import Part

__all__ = ["everyone", "parts_of", "people_in", "register"]

Found = Callable[[Person], Iterable[tuple[UUID, datetime]]]
Everyone = Callable[[], QuerySet[Any, Any]]
Inside = Callable[[Collection[UUID]], QuerySet[Any, Any]]
_found: list[tuple[Part.Kind, Found]] = []
_everyone: list[Everyone] = []
_inside: list[Inside] = []


def register(
    kind: Part.Kind,
    function: Found,
    *,
    everyone: Everyone | None = None,
    inside: Inside | None = None,
) -> None:
    """Name a way of taking part; several apps may name the same kind.

    ``function`` returns, for a person, the nodes and when she took part in each; ``everyone``
    returns a queryset of the ids of all persons who took part, as one column, and ``inside`` of
    those who took part in any of some nodes.
    """
    _found.append((kind, function))
    if inside is not None:
        _inside.append(inside)
    if everyone is not None:
        _everyone.append(everyone)


def _stored(person: Person) -> Iterable[tuple[Part.Kind, UUID, datetime]]:
    for kind, node, at in person.parts.values_list("kind", "node_id", "at"):
        yield Part.Kind(kind), node, at


def parts_of(person: Person) -> dict[UUID, list[tuple[Part.Kind, datetime]]]:
    """How and when the person took part, by node."""
    parts: dict[UUID, list[tuple[Part.Kind, datetime]]] = {}
    for kind, node, at in _stored(person):
        parts.setdefault(node, []).append((kind, at))
    for kind, function in _found:
        for node, at in function(person):
            parts.setdefault(node, []).append((kind, at))
    return parts


def everyone() -> int:
    """How many people took part in anything."""
    people: QuerySet[Any, Any] = Part.objects.order_by().values_list("person_id", flat=True)
    others = [found() for found in _everyone]
    # UNION leaves each person once; alone, it would leave them as they are.
    return people.distinct().union(*others).count()


def people_in(nodes: Collection[UUID]) -> QuerySet[Any, Any]:
    """The ids of all persons who took part in any of the nodes, as one column."""
    stored = Part.objects.filter(node__in=nodes).order_by().values_list("person_id", flat=True)
    others = [inside(nodes) for inside in _inside]
    people: QuerySet[Any, Any] = stored.distinct().union(*others)
    return people
