"""What a person calls each kind of node; every app names its own when it starts."""

from dataclasses import dataclass

from django.utils.functional import Promise

__all__ = ["NodeKind", "node_kind", "register"]


@dataclass(frozen=True)
class NodeKind:
    """``label`` says what the node is, as in “Statement”; ``icon`` is a drawing of the sprite."""

    name: str
    label: str | Promise
    icon: str = "sprout"


_kinds: dict[str, NodeKind] = {}


def register(kind: NodeKind) -> None:
    _kinds[kind.name] = kind


def node_kind(name: str) -> NodeKind:
    return _kinds.get(name) or NodeKind(name, "")
