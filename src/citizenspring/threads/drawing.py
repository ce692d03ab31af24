"""A chain as the steps that a page draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from .kinds import authors_of, node_kind
from .models import Edge, Node
from .queries import Chain, actor_roles

__all__ = ["Row", "Step", "rows_of", "steps_of"]

MOST_ORIGINS = 20


@dataclass(frozen=True)
class Step:
    """One node on the way; ``reasons`` say, each with its language, why it came to it."""

    node: Node
    label: str
    icon: str
    is_here: bool
    verbs: list[str]
    reasons: list[tuple[str, str]]
    by: list[str]
    at: datetime | None


@dataclass(frozen=True)
class Row:
    """One edge, for the table beside the drawing."""

    edge: Edge
    by: str


def _actor(edge: Edge, roles: dict[UUID, str]) -> str:
    if edge.by is None:
        return _("The platform, by itself")
    role = roles.get(edge.by.pk)
    if not role:
        return str(edge.by)
    return _("%(name)s (%(role)s)") % {"name": edge.by, "role": role} if edge.by.name else role


def rows_of(edges: Iterable[Edge]) -> list[Row]:
    found = list(edges)
    roles = actor_roles(edge.by for edge in found)
    return [Row(edge, _actor(edge, roles)) for edge in found]


def _nodes(chain: Chain) -> list[Node]:
    """Each node once: what came before, the node itself, what came after."""
    before = [edge.source for edge in chain.before]
    after = [edge.target for edge in chain.after]
    return list({node.pk: node for node in [*before, chain.node, *after]}.values())


def steps_of(chain: Chain) -> tuple[list[Step], int]:
    """The steps to draw, and how many beginnings are left to the table."""
    rows = rows_of(chain.edges)
    nodes = _nodes(chain)
    origins = [node for node in nodes if not any(row.edge.target_id == node.pk for row in rows)]
    left = {node.pk for node in origins[MOST_ORIGINS:] if node != chain.node}
    authors = authors_of(nodes)
    steps = [
        _step(node, rows, chain, authors.get(node.pk)) for node in nodes if node.pk not in left
    ]
    return steps, len(left)


def _reason(edge: Edge) -> tuple[str, str]:
    return edge.reason_here, edge.reason_language


def _step(node: Node, rows: list[Row], chain: Chain, author: str | None) -> Step:
    into = [row for row in rows if row.edge.target_id == node.pk]
    said_by = [author] if author else []
    kind = node_kind(node.kind)
    return Step(
        node=node,
        label=str(kind.label),
        icon=kind.icon,
        is_here=node == chain.node,
        verbs=list(dict.fromkeys(row.edge.get_kind_display() for row in into)),
        reasons=list(dict.fromkeys(_reason(row.edge) for row in into)),
        by=[*said_by, *dict.fromkeys(row.by for row in into)],
        at=max((row.edge.at for row in into), default=node.created_at),
    )
