"""Opening nodes, linking them, and noting who took part."""

from django.db import transaction

from citizenspring.ledger.services import record
from citizenspring.people.models import Person

from .models import Edge, Node, Part

__all__ = ["link", "open_node", "rename_node", "show_node", "take_part"]


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
    """Show or hide the node with the thing it stands for."""
    node.is_public = is_public
    node.save(update_fields=["is_public"])


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
    return edge


def take_part(person: Person, node: Node, kind: Part.Kind) -> None:
    """Note that the person took part; saying it twice changes nothing."""
    Part.objects.bulk_create([Part(person=person, node=node, kind=kind)], ignore_conflicts=True)
