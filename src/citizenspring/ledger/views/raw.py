"""The record as files for programs: checkpoint, tiles, entries, proofs."""

import base64

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from citizenspring.common.errors import Missing
from citizenspring.common.numbers import whole_number
from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import TILE_WIDTH, Tile
from citizenspring.ledger import queries
from citizenspring.ledger.errors import NothingRecorded
from citizenspring.ledger.keys import public_key
from citizenspring.ledger.models import Entry

__all__ = ["checkpoint", "consistency", "entries", "key", "receipt", "tile"]

TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    del request
    found = queries.latest_checkpoint()
    if found is None:
        raise NothingRecorded
    return HttpResponse(found.note, TEXT, headers={"Cache-Control": "no-cache"})


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponse(f"{public_key()}\n", TEXT)


@require_safe
def tile(request: HttpRequest, level: int, number: str) -> HttpResponse:
    del request
    wanted = _tile(level, number)
    return _file(queries.raw_tile(wanted), wanted)


@require_safe
def entries(request: HttpRequest, number: str) -> HttpResponse:
    del request
    wanted = _tile(0, number)
    return _file(queries.raw_entries(wanted), wanted)


@require_safe
def receipt(request: HttpRequest, index: int) -> HttpResponse:
    """The public receipt of an entry, to keep and to verify offline."""
    del request
    found = get_object_or_404(Entry, index=index)
    name = f'attachment; filename="receipt-{index}.json"'
    answer = JsonResponse(queries.receipt_for(found).as_json(), json_dumps_params={"indent": 1})
    answer.headers["Content-Disposition"] = name
    return answer


@require_safe
def consistency(request: HttpRequest) -> HttpResponse:
    """The proof that the record of ``new`` entries continues that of ``old``."""
    latest = queries.latest_checkpoint()
    if latest is None:
        raise NothingRecorded
    new = whole_number(request.GET.get("new", str(latest.size)), largest=latest.size)
    old = None if new is None else whole_number(request.GET.get("old", "0"), largest=new)
    if old is None or new is None:
        problem = f"expected 0 <= old <= new <= {latest.size}"
        return JsonResponse({"problem": problem}, status=400)
    proof = [base64.b64encode(each).decode() for each in queries.consistency(old, new)]
    return JsonResponse({"old": old, "new": new, "proof": proof})


def _tile(level: int, number: str) -> Tile:
    try:
        return Tile.at(level, number)
    except BadInput as problem:
        raise Missing from problem


def _file(found: bytes | None, wanted: Tile) -> HttpResponse:
    if found is None:
        raise Missing
    full = wanted.width == TILE_WIDTH
    caching = "public, max-age=31536000, immutable" if full else "public, max-age=3600"
    return HttpResponse(found, BYTES, headers={"Cache-Control": caching})
