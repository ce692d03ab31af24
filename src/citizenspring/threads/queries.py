"""Reading threads: what came before and after, what changed in a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from citizenspring.ledger.models import Entry
from citizenspring.people.models import Person, Role

from .models import Edge, Node

__all__ = [
    "Chain",
    "actor_roles",
    "chain",
    "changes_within",
    "entries_about",
    "nodes_before",
    "nodes_in_public",
    "public_edges",
    "public_nodes",
    "steps_after",
]

# A chain longer or wider than this is followed from node to node instead.
FARTHEST = 12
WIDEST = 300
EVERYTHING = 10**6

BEFORE = """
WITH RECURSIVE chain(edge, source, target, depth) AS (
    SELECT id, source_id, target_id, 1 FROM threads_edge WHERE target_id = ANY(%(start)s)
    UNION
    SELECT e.id, e.source_id, e.target_id, chain.depth + 1
    FROM threads_edge e JOIN chain ON e.target_id = chain.source WHERE chain.depth < %(farthest)s
)
SELECT edge, min(depth) FROM chain GROUP BY edge ORDER BY 2 LIMIT %(widest)s
"""
AFTER = """
WITH RECURSIVE chain(edge, source, target, depth, origin) AS (
    SELECT id, source_id, target_id, 1, source_id FROM threads_edge
    WHERE source_id = ANY(%(start)s)
    UNION
    SELECT e.id, e.source_id, e.target_id, chain.depth + 1, chain.origin
    FROM threads_edge e JOIN chain ON e.source_id = chain.target WHERE chain.depth < %(farthest)s
)
SELECT edge, min(depth), origin FROM chain GROUP BY edge, origin ORDER BY 2 LIMIT %(widest)s
"""


@dataclass(frozen=True)
class Chain:
    """Steps that led to a node (the oldest first) and steps that followed from it."""

    node: Node
    before: list[Edge]
    after: list[Edge]

    @property
    def edges(self) -> list[Edge]:
        return [*self.before, *self.after]


def _is_public(path: str = "") -> Q:
    """A node is public when it is shown itself and what it is within is shown too."""
    return Q(**{f"{path}is_public": True}) & _is_in_public(path)


def _is_in_public(path: str = "") -> Q:
    inside = Q(**{f"{path}within": None}) | Q(**{f"{path}within__is_public": True})
    outer = f"{path}within__within"
    return inside & (Q(**{outer: None}) | Q(**{f"{outer}__is_public": True}))


def public_nodes() -> QuerySet[Node]:
    return Node.objects.filter(_is_public())


def nodes_in_public() -> QuerySet[Node]:
    """Public nodes, and those that are hidden themselves in a place that is public."""
    return Node.objects.filter(_is_in_public())


def public_edges() -> QuerySet[Edge]:
    """Steps of which everybody may see both ends."""
    shown = _is_public("source__") & _is_public("target__")
    return Edge.objects.filter(shown).select_related("source", "target", "by")


def _walk(statement: str, start: Iterable[UUID], widest: int = WIDEST) -> list[tuple[UUID, ...]]:
    facts: dict[str, Any] = {"start": list(start), "farthest": FARTHEST, "widest": widest}
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        rows: list[tuple[UUID, ...]] = cursor.fetchall()
    return rows


def nodes_before(node: Node) -> set[UUID]:
    """The node and everything known to have led to it, however much."""
    edges = [row[0] for row in _walk(BEFORE, [node.pk], EVERYTHING)]
    sources = Edge.objects.filter(pk__in=edges).values_list("source_id", flat=True)
    return {node.pk, *sources}


def chain(node: Node) -> Chain:
    """Everything known to have led to the node, and everything that followed."""
    before = [row[0] for row in _walk(BEFORE, [node.pk])]
    after = [row[0] for row in _walk(AFTER, [node.pk])]
    edges = public_edges().in_bulk([*before, *after])
    return Chain(
        node,
        [edges[pk] for pk in reversed(before) if pk in edges],
        [edges[pk] for pk in after if pk in edges],
    )


def steps_after(nodes: Iterable[UUID]) -> dict[UUID, list[Edge]]:
    """What became of each of many nodes, in order of time."""
    nodes = list(nodes)
    rows = _walk(AFTER, nodes, WIDEST * max(1, len(nodes)))
    edges = public_edges().in_bulk([row[0] for row in rows])
    steps: dict[UUID, list[Edge]] = {}
    for edge, _depth, origin in rows:
        if edge in edges:
            steps.setdefault(origin, []).append(edges[edge])
    for found in steps.values():
        found.sort(key=lambda edge: edge.at)
    return steps


def changes_within(home: Node) -> QuerySet[Edge]:
    """What became of a node, of those in it and of those in these; newest first."""
    inside = Q(source=home) | Q(source__within=home) | Q(source__within__within=home)
    return public_edges().filter(inside).order_by("-at")


def entries_about(node: Node) -> QuerySet[Entry]:
    """What the public record says of the node, by place: what waits tells when its act was done."""
    return Entry.objects.filter(about=node.pk, index__isnull=False).order_by("-index")


def actor_roles(people: Iterable[Person | None]) -> dict[UUID, str]:
    """The role in which each of these people acted, in words; empty for most."""
    ids = {person.pk for person in people if person}
    rows = Role.objects.filter(person__in=ids).order_by("granted_at")
    return {role.person_id: role.get_kind_display() for role in rows}
