"""The minutes as a page and as a document to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from citizenspring.common.strangers import same_for_strangers
from citizenspring.harvests.document import minutes_pdf
from citizenspring.harvests.queries.harvest import harvest_at
from citizenspring.harvests.queries.minutes import minutes_of

__all__ = ["as_pdf", "minutes"]


@require_safe
@same_for_strangers
def minutes(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Who met, how they worked, and everything they wrote."""
    found = harvest_at(process, activity, request.user)
    return render(request, "harvests/minutes.html", {"minutes": minutes_of(found)})


@require_safe
@same_for_strangers
def as_pdf(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The same as a document."""
    found = harvest_at(process, activity, request.user)
    answer = HttpResponse(minutes_pdf(found, get_language() or ""), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="minutes-{activity}.pdf"'
    return answer
