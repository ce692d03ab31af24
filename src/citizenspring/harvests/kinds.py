"""What a card and a theme are called in a thread, and which table wrote a card."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citizenspring.rounds.models import Card
from citizenspring.threads.kinds import NodeKind, register

from .services import grouping_nodes, publishing

__all__ = ["offer"]


def _tables(nodes: Collection[UUID]) -> Mapping[UUID, str]:
    rows = Card.objects.filter(node__in=nodes).values_list("node", "table")
    return {node: _("Table %(number)s") % {"number": table} for node, table in rows}


def offer() -> None:
    """Called when the app starts."""
    card = gettext_lazy("Card of a table")
    register(NodeKind(publishing.KIND, card, icon="file-text", authors=_tables))
    register(NodeKind(grouping_nodes.KIND, gettext_lazy("Theme of a gathering"), icon="list"))
