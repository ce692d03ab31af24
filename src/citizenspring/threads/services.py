"""Opening nodes, linking them, and noting who took part."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise

from citizenspring.common.bulk import copy_in
from citizenspring.ledger.models import Entry
from citizenspring.ledger.services import entry_for, record
from citizenspring.people.models import Person

from .listening import Ruled, announce
from .models import Edge, Node, Part
from .queries import public_edges

__all__ = [
    "link",
    "link_many",
    "open_node",
    "rename_node",
    "rule_on",
    "show_node",
    "take_part",
    "unlink",
]


def open_node(
    kind: str,
    *,
    title: str,
    language: str,
    url: str = "",
    is_public: bool = True,
    within: Node | None = None,
) -> Node:
    """Make the node of a new thing; call inside the transaction that makes the thing.

    ``within`` is the node the thing belongs to, such as the activity's for a statement.
    """
    return Node.objects.create(
        kind=kind, title=title, language=language, url=url, is_public=is_public, within=within
    )


def rename_node(node: Node, *, title: str, language: str, titles: dict[str, str]) -> None:
    """Follow a thing whose words changed; its own act notes the change in the record."""
    node.title, node.language, node.titles = title, language, titles
    node.save(update_fields=["title", "language", "titles"])


def show_node(node: Node, *, is_public: bool) -> None:
    """Show or hide the node with the thing it stands for.

    Steps that led to it while it was a draft are announced now.
    """
    was_public, node.is_public = node.is_public, is_public
    node.save(update_fields=["is_public"])
    if is_public and not was_public:
        into = Q(target=node) | Q(target__within=node) | Q(target__within__within=node)
        for edge in public_edges().filter(into).order_by("at"):
            announce(edge)


@transaction.atomic
def link(
    source: Node,
    kind: Edge.Kind,
    target: Node,
    *,
    reason: str,
    by: Person | None,
    reasons: dict[str, str] | None = None,
) -> Edge:
    """Say what became of ``source``; once said, it stays, and the record has it.

    ``reasons`` is the reason by language, where it was written in several.
    """
    said = {"reason": reason, "reasons": reasons or {}}
    edge, is_new = Edge.objects.get_or_create(
        source=source, kind=kind, target=target, defaults={**said, "by": by}
    )
    if is_new:
        facts = {"from": str(source.pk), "step": str(kind), "to": str(target.pk), **said}
        record("thread.linked", by=by, about=source.pk, facts=facts)
        if public_edges().filter(pk=edge.pk).exists():
            announce(edge)
    return edge


@transaction.atomic
def link_many(
    steps: Iterable[tuple[Node, Node]],
    kind: Edge.Kind,
    *,
    reason: str,
    by: Person | None,
    reasons: dict[str, str] | None = None,
) -> int:
    """Say at once what became of many nodes; returns how many steps are new.

    Nobody is told: whoever calls it tells people of the whole act, and not of each step.
    """
    said = {"reason": reason, "reasons": reasons or {}}
    rows = [Edge(source=one, kind=kind, target=other, by=by, **said) for one, other in steps]
    known = set(
        Edge.objects.filter(kind=kind, source__in=[row.source_id for row in rows]).values_list(
            "source_id", "target_id"
        )
    )
    rows = [row for row in rows if (row.source_id, row.target_id) not in known]
    Edge.objects.bulk_create(rows, ignore_conflicts=True)
    copy_in([_entry(row, said, by) for row in rows])
    return len(rows)


def _entry(edge: Edge, said: dict[str, Any], by: Person | None) -> Entry:
    facts = {"from": str(edge.source_id), "step": str(edge.kind), "to": str(edge.target_id)}
    return entry_for("thread.linked", by=by, about=edge.source_id, facts=facts | said)


def rule_on(node: Node, act: Promise | str, *, reason: str, language: str, by: Person) -> None:
    """Announce what was decided about a node; call inside the act, which notes it in the record.

    ``act`` is a sentence to be translated for each reader, such as "A moderator hid it".
    """
    announce(Ruled(node, act, reason, language, by))


def unlink(edge: Edge) -> None:
    """Take back a step that was drawn by a rule; the record keeps that it once stood there."""
    facts = {"from": str(edge.source_id), "step": edge.kind, "to": str(edge.target_id)}
    edge.delete()
    record("thread.unlinked", about=edge.source_id, facts=facts)


def take_part(person: Person, node: Node, kind: Part.Kind) -> None:
    """Note that the person took part; saying it twice changes nothing."""
    Part.objects.bulk_create([Part(person=person, node=node, kind=kind)], ignore_conflicts=True)
