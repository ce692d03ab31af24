"""Reading threads: what came before and after, what changed in a place, what is mine."""

from django.db.models import Q, QuerySet

from .models import Edge, Node

__all__ = ["changes_within"]


def changes_within(home: Node) -> QuerySet[Edge]:
    """What became of a node, of those in it and of those in these; newest first."""
    inside = Q(source=home) | Q(source__within=home) | Q(source__within__within=home)
    return (
        Edge.objects.filter(inside, source__is_public=True, target__is_public=True)
        .select_related("source", "target", "by")
        .order_by("-at")
    )
