"""What a phone at a door keeps: the list it asks for, what it sends, and the script between."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from citizenspring.common.errors import Refusal
from citizenspring.gatherings import queries, services
from citizenspring.gatherings.door_lines import rows_of
from citizenspring.gatherings.models import Registration
from citizenspring.people.services import acting_person

__all__ = ["people", "take", "worker"]


@require_safe
@never_cache
def people(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Who is on the list of the doors; ``after`` asks for what changed since then."""
    found = queries.doors_at(process, activity, request.user)
    try:
        after = parse_datetime(request.GET.get("after", ""))
    except ValueError:
        after = None
    moment = after if after and after.tzinfo else None
    return JsonResponse(queries.changed_since(found, moment))


@require_POST
@never_cache
def take(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Take the lines of a door, and say of each what became of it."""
    found = queries.doors_at(process, activity, request.user)
    try:
        rows = rows_of(request.body)
        noted = services.take_arrivals(found, rows, by=acting_person(request))
    except Refusal as refusal:
        answer = {"code": refusal.code, "sentence": str(refusal)}
        return JsonResponse(answer, status=refusal.status)
    return JsonResponse({"rows": [_told(one) for one in noted]})


def _told(noted: services.Noted) -> dict[str, Any]:
    said: dict[str, Any] = {"sent": str(noted.sent), "code": noted.code, "sentence": noted.sentence}
    if noted.arrival is None:
        return said
    who = noted.arrival.registration
    facts = {"id": str(who.pk), "name": who.name, "number": who.number}
    if who.how == Registration.How.DOOR:
        # She has none yet, and needs it for her own phone.
        facts["ticket"] = who.ticket
    return {**said, **facts, "table": queries.shown_table(who)}


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The service worker that opens the door's page without network."""
    queries.doors_at(process, activity, request.user)
    return render(
        request, "gatherings/door_worker.js", content_type="text/javascript; charset=utf-8"
    )
