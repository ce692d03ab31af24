"""Whether a visitor sees a node, and whether with its words.

The thread of what was hidden stays, with the public reason: only its words are withheld, and from
everybody but who wrote them.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from citizenspring.people.models import Person

from .models import Node, Part
from .queries import nodes_in_public
from .rulings import Ruling, rulings_on

__all__ = ["Seen", "node_for", "withheld"]


@dataclass(frozen=True)
class Seen:
    """A node as one visitor may see it, with what was decided about it."""

    node: Node
    rulings: list[Ruling]
    is_withheld: bool = False


def node_for(node_id: UUID, visitor: Any) -> Seen | None:
    """The node as this visitor may see it, None when she may not."""
    node = nodes_in_public().select_related("within__within").filter(pk=node_id).first()
    if node is None:
        return None
    rulings = rulings_on([node_id]).get(node_id, [])
    if node.is_public or _wrote(visitor, node):
        return Seen(node, rulings)
    return Seen(withheld(node), rulings, is_withheld=True) if rulings else None


def _wrote(visitor: Any, node: Node) -> bool:
    wrote = Part.objects.filter(node=node, kind=Part.Kind.WROTE)
    return isinstance(visitor, Person) and wrote.filter(person=visitor).exists()


def withheld(node: Node) -> Node:
    """The node without its words."""
    return Node(
        id=node.pk,
        kind=node.kind,
        title=_("These words were hidden"),
        language=get_language() or "",
        within=node.within,
        url=node.url,
        is_public=False,
        created_at=node.created_at,
    )
