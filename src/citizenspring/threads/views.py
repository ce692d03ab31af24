"""The pages of threads."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .models import Node

__all__ = ["thread"]


@require_safe
def thread(request: HttpRequest, node_id: UUID) -> HttpResponse:
    """What came before a thing and what became of it."""
    node = get_object_or_404(Node, pk=node_id, is_public=True)
    return render(request, "threads/thread.html", {"node": node})
