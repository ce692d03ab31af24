"""Reading threads: what came before and after, what changed in a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

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
    "public_nodes_inside",
    "steps_after",
]

# A chain longer or wider than this is followed from node to node instead.
FARTHEST = 12
WIDEST = 300
EVERYTHING = 10**6
SHOWN = True

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


def _of(column: str, path: str, up: int = 0) -> Subquery:
    """A column of the node at ``path``, or of the place ``up`` steps above it.

    Each step is its own look-up by key. As a join, PostgreSQL may pair every node with every other
    while its statistics still say that there is next to none, as just after a bulk import.
    """

    def key(up: int, depth: int) -> Any:
        if up:
            inside = Node.objects.filter(pk=key(up - 1, depth + 1))
            return Subquery(inside.values("within"))
        found: Any = path
        for _step in range(depth):
            found = OuterRef(found)
        return found

    return Subquery(Node.objects.filter(pk=key(up, 1)).values(column))


def _both_shown(path: str, up: int) -> Q:
    """The place found there is public, and so is the one around it, where they exist."""
    near, far = (Coalesce(_of("is_public", path, step), Value(SHOWN)) for step in (up, up + 1))
    return Q(near) & Q(far)


def _is_public(path: str) -> Q:
    """A node is public when it is shown itself and what it is within is shown too."""
    return Q(_of("is_public", path)) & _both_shown(path, 1)


def public_nodes() -> QuerySet[Node]:
    return Node.objects.filter(_both_shown("within", 0), is_public=True)


def public_nodes_inside() -> QuerySet[Node]:
    """Public nodes of which the place lies in another one: what was said in an activity."""
    return public_nodes().alias(outer=_of("within", "within")).filter(outer__isnull=False)


def nodes_in_public() -> QuerySet[Node]:
    """Public nodes, and those that are hidden themselves in a place that is public."""
    return Node.objects.filter(_both_shown("within", 0))


def public_edges() -> QuerySet[Edge]:
    """Steps of which everybody may see both ends."""
    return _edges(_is_public("source") & _is_public("target"))


def _edges(shown: Q | Case) -> QuerySet[Edge]:
    return Edge.objects.filter(shown).prefetch_related("source", "target", "by")


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
    inside = Q(source=home)
    for up in (0, 1):
        inside |= Q(Exact(_of("within", "source", up), home.pk))
    # Few steps lie inside, so that is asked before whether they are public.
    both = When(inside, then=_is_public("source") & _is_public("target"))
    shown = Case(both, default=False, output_field=BooleanField())
    return _edges(shown).order_by("-at")


def entries_about(node: Node) -> QuerySet[Entry]:
    """What the public record says of the node, by place: what waits tells when its act was done."""
    return Entry.objects.filter(about=node.pk, index__isnull=False).order_by("-index")


def actor_roles(people: Iterable[Person | None]) -> dict[UUID, str]:
    """The role in which each of these people acted, in words; empty for most."""
    ids = {person.pk for person in people if person}
    rows = Role.objects.filter(person__in=ids).order_by("granted_at")
    return {role.person_id: role.get_kind_display() for role in rows}
