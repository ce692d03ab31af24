"""On the day, on a participant's own phone: the ticket, then the table, then the room."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from citizenspring.common.errors import Refusal
from citizenspring.gatherings import queries
from citizenspring.gatherings.door_forms import TicketForm
from citizenspring.gatherings.here import claim, forget, here_of, registration_of_ticket
from citizenspring.gatherings.tickets import qr_picture
from citizenspring.gatherings.ways import ways_from

__all__ = ["here"]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def here(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Type the ticket once; from then on this phone knows the table."""
    found = queries.gathering_at(process, activity, request.user)
    if "forget" in request.POST:
        return forget(redirect(found.page("here")))
    form, status = TicketForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                typed = form.cleaned_data["ticket"]
                holder = registration_of_ticket(request, found, typed)
                return claim(redirect(found.page("here")), holder)
            except Refusal as refusal:
                form.add_error("ticket", str(refusal))
                status = max(status, refusal.status)
    mine = here_of(request, found)
    came = getattr(mine, "arrival", None)
    facts: dict[str, Any] = {"gathering": found, "form": form, "mine": mine, "came": came}
    facts["picture"] = qr_picture(mine) if mine and not came else ""
    facts["ways"] = ways_from(found, request.user)[0] if came else []
    return render(request, "gatherings/here.html", facts, status=status)
