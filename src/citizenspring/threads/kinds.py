"""What a person calls each kind of node; every app names its own when it starts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

__all__ = ["NodeKind", "node_kind", "register"]


@dataclass(frozen=True)
class NodeKind:
    """``label`` says what the node is, as in “Statement”; ``icon`` is a drawing of the sprite.

    ``voted`` says in one sentence that the reader voted on so many of them in one place; votes on
    a kind without it stand one by one.
    """

    name: str
    label: str | Promise
    icon: str = "sprout"
    voted: Callable[[int], str] | None = None


_kinds: dict[str, NodeKind] = {}


def register(kind: NodeKind) -> None:
    _kinds[kind.name] = kind


def node_kind(name: str) -> NodeKind:
    return _kinds.get(name) or NodeKind(name, "")
