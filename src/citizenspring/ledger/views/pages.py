"""The pages of the record that everyone reads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from citizenspring.common.errors import Missing
from citizenspring.common.numbers import whole_number
from citizenspring.ledger import queries
from citizenspring.ledger.keys import public_key
from citizenspring.ledger.models import Entry
from citizenspring.ledger.pictures import draw
from citizenspring.ledger.proofs import proof_of
from citizenspring.ledger.words import kind_name, told_facts

__all__ = ["entry", "record", "verifying"]


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The list of entries, newest first, all or of one kind."""
    kinds = queries.kinds_in_use()
    kind, before = request.GET.get("kind", ""), request.GET.get("before", "")
    place = whole_number(before)
    if (kind and kind not in kinds) or (before and place is None):
        raise Missing
    found = queries.newest_entries(kind, place)
    facts = {
        "entries": [(each, kind_name(each.kind)) for each in found.entries],
        "older": found.older,
        "before": before,
        "kind": kind,
        "kinds": sorted(((each, kind_name(each)) for each in kinds), key=lambda pair: pair[1]),
        "checkpoint": queries.latest_checkpoint(),
        "waiting": queries.waiting_count(),
    }
    return render(request, "ledger/record.html", facts)


@require_safe
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """One entry, with the drawing of its proof."""
    checkpoint = queries.latest_checkpoint()
    if not checkpoint or index >= checkpoint.size:
        raise Missing
    found = get_object_or_404(Entry, index=index)
    proof = proof_of(bytes(found.leaf), index, checkpoint.size)
    facts = {
        "entry": found,
        "name": kind_name(found.kind),
        "told": told_facts(found.body),
        "checkpoint": checkpoint,
        "proof": proof,
        "picture": draw(proof),
        "root": bytes(checkpoint.root).hex(),
        "next": index + 1 if index + 1 < checkpoint.size else None,
    }
    return render(request, "ledger/entry.html", facts)


@require_safe
def verifying(request: HttpRequest) -> HttpResponse:
    """How anyone verifies the record, without asking anybody."""
    facts = {
        "key": str(public_key()),
        "checkpoints": queries.checkpoints()[:10],
        "address": request.build_absolute_uri("/record/"),
    }
    return render(request, "ledger/verifying.html", facts)
