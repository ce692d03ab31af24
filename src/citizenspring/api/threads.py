"""Threads: what came before a thing and what became of it."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Router

from citizenspring.threads import queries

from .shapes import ThreadOut

__all__ = ["router"]

router = Router(tags=["threads"])


@router.get(
    "/threads/{uuid:node_id}",
    response=ThreadOut,
    summary=_("One thread"),
    description=_("The steps that led to a thing and those that followed, each with its reason."),
)
def thread(request: HttpRequest, node_id: UUID) -> queries.Chain:
    del request
    nodes = queries.public_nodes().select_related("within")
    return queries.chain(get_object_or_404(nodes, pk=node_id))
