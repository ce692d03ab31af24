"""What a person calls each kind of node; every app names its own when it starts."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from .models import Node

__all__ = ["NodeKind", "authors_of", "node_kind", "register"]


@dataclass(frozen=True)
class NodeKind:
    """``label`` says what the node is, as in “Statement”; ``icon`` is a drawing of the sprite.

    ``voted`` says in one sentence that the reader voted on so many of them in one place; votes on
    a kind without it stand one by one. ``authors`` names in public who said each of some nodes,
    where it is not a person: a table, for instance.
    """

    name: str
    label: str | Promise
    icon: str = "sprout"
    voted: Callable[[int], str] | None = None
    authors: Callable[[Collection[UUID]], Mapping[UUID, str]] | None = None


_kinds: dict[str, NodeKind] = {}


def register(kind: NodeKind) -> None:
    _kinds[kind.name] = kind


def node_kind(name: str) -> NodeKind:
    return _kinds.get(name) or NodeKind(name, "")


def authors_of(nodes: Iterable[Node]) -> dict[UUID, str]:
    """Who said each of the nodes, where that is public: one question for each kind."""
    by_kind: dict[str, list[UUID]] = {}
    for node in nodes:
        by_kind.setdefault(node.kind, []).append(node.pk)
    found: dict[UUID, str] = {}
    for name, pks in by_kind.items():
        if (authors := node_kind(name).authors) is not None:
            found |= authors(pks)
    return found
