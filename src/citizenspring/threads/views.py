"""The pages of threads."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from citizenspring.common.numbers import whole_number
from citizenspring.ledger.words import kind_name
from citizenspring.people.models import Person

from . import queries
from .drawing import rows_of, steps_of
from .mine import mine as parts_and_steps
from .seeing import Seen, node_for

__all__ = ["mine", "record", "thread"]

ENTRIES = 30
FARTHEST = 10**6


def _seen(request: HttpRequest, node_id: UUID) -> Seen:
    seen = node_for(node_id, request.user)
    if seen is None:
        raise Http404
    return seen


@require_safe
def thread(request: HttpRequest, node_id: UUID) -> HttpResponse:
    """What came before a thing and what became of it."""
    seen = _seen(request, node_id)
    chain = queries.chain(seen.node)
    steps, more = steps_of(chain)
    facts = {"node": seen.node, "chain": chain, "steps": steps, "more": more}
    facts |= {"rulings": seen.rulings, "is_withheld": seen.is_withheld}
    return render(request, "threads/thread.html", facts | {"rows": rows_of(chain.edges)})


@require_safe
def record(request: HttpRequest, node_id: UUID) -> HttpResponse:
    """What the public record says of a thing."""
    node = _seen(request, node_id).node
    page = Paginator(queries.entries_about(node), ENTRIES).get_page(request.GET.get("page"))
    entries = [(entry, kind_name(entry.kind)) for entry in page]
    return render(request, "threads/record.html", {"node": node, "page": page, "entries": entries})


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What became of everything the visitor wrote, supported or voted on."""
    facts: dict[str, Any] = {"page": None}
    if isinstance(request.user, Person):
        number = whole_number(request.GET.get("page"), largest=FARTHEST)
        facts["page"] = parts_and_steps(request.user, number or 1)
    return render(request, "threads/mine.html", facts)
