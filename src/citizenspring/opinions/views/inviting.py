"""The short address of a map, and the page that shows it to a room."""

from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from citizenspring.opinions import queries
from citizenspring.people.events import come_by

__all__ = ["invite", "short"]


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """The address that a screen or a sheet of paper shows."""
    found = queries.map_of_code(code, request.user)
    response = redirect(found)
    return come_by(response, found.code) if queries.is_open(found) else response


@require_safe
def invite(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """One large code and the short address, for the screen of a room or for a door."""
    found = queries.map_at(process, activity, request.user)
    address = reverse("opinions:short", args=[found.code])
    drawn = segno.make(f"{settings.PUBLIC_ADDRESS}{address}", error="m", micro=False)
    facts = {
        "map": found,
        "address": f"{urlsplit(settings.PUBLIC_ADDRESS).netloc}{address}",
        "code": mark_safe(drawn.svg_inline(omitsize=True, border=4)),  # noqa: S308  # squares, drawn from our own address
    }
    return render(request, "opinions/invite.html", facts)
