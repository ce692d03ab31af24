"""What the phones of a table ask and send: plain data, let in by the key in the address."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from citizenspring.common.errors import Missing, Refusal
from citizenspring.gatherings.models import Table
from citizenspring.rounds import queries, services
from citizenspring.rounds.errors import NotJson, TooMuch
from citizenspring.rounds.models import Run

__all__ = ["state", "sync"]

MOST_BYTES = 256 * 1024
Page = Callable[[HttpRequest, str], HttpResponse]


def refusals_as_json(view: Page) -> Page:
    """A program is told what a person would read."""

    @wraps(view)
    def answer(request: HttpRequest, key: str) -> HttpResponse:
        try:
            return view(request, key)
        except Refusal as refusal:
            said = {"code": refusal.code, "sentence": str(refusal)}
            return JsonResponse(said, status=refusal.status)

    return answer


def _run(table: Table, wanted: object) -> Run | None:
    """The one asked for, of this gathering, or that of the moment."""
    if not wanted:
        found = queries.run_of(table.gathering)
    else:
        found = table.gathering.runs.filter(pk=_uuid(wanted)).first()
        if found is None:
            raise Missing
    if found:
        found.gathering = table.gathering
    return found


def _uuid(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as problem:
        raise Missing from problem


@require_safe
@never_cache
@refusals_as_json
def state(request: HttpRequest, key: str) -> HttpResponse:
    """All that the phones of a table show."""
    table = queries.table_at(key)
    run = _run(table, request.GET.get("run"))
    return JsonResponse(queries.table_state(run, table, ballot=request.GET.get("ballot", "")))


@csrf_exempt
@require_POST
@never_cache
@refusals_as_json
def sync(request: HttpRequest, key: str) -> HttpResponse:
    """Take what a phone has written, and answer with how the table stands after it."""
    said = _message(request)
    table = queries.table_at(key)
    run = _run(table, said.get("run"))
    told = services.take(run, table, said["facts"]) if run else services.Taken()
    ballot = str(said.get("ballot") or "")
    answer = {**vars(told), "state": queries.table_state(run, table, ballot=ballot)}
    return JsonResponse(answer)


def _message(request: HttpRequest) -> dict[str, Any]:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise TooMuch
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError) as problem:
        raise NotJson from problem
    if not isinstance(said, dict) or not isinstance(said.get("facts"), list):
        raise NotJson
    return said
