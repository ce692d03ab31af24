"""For whoever wants to come: the page, registering, the ticket, giving the place back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.common.forms import refusals_shown
from citizenspring.gatherings import queries, services
from citizenspring.gatherings.calendar import calendar_file
from citizenspring.gatherings.errors import NotRegistered
from citizenspring.gatherings.forms import RegistrationForm
from citizenspring.gatherings.models import Gathering, Registration
from citizenspring.gatherings.team import next_of, parts_of
from citizenspring.gatherings.tickets import qr_picture
from citizenspring.gatherings.ways import ways_from
from citizenspring.people.events import come_by
from citizenspring.people.limits import client_address
from citizenspring.people.services import acting_person
from citizenspring.processes.levels import gate

__all__ = ["calendar", "gathering", "give_back", "register", "short", "ticket"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """The address on a poster; on the day it leads to what people need in the room."""
    found = queries.gathering_of_code(code, request.user)
    response = redirect(found.page("here") if found.is_today else found)
    return come_by(response, found.code) if found.activity.is_open or found.is_today else response


@require_safe
def gathering(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """When, where, with what care, and whether there is room."""
    found = queries.gathering_at(process, activity, request.user)
    ways, team_ways = ways_from(found, request.user)
    parts = parts_of(found, team_ways)
    facts = {
        "gathering": found,
        "ways": ways,
        "parts": parts,
        "to_do": None if found.is_cancelled else next_of(parts),
        "care": queries.care_of(found),
        "mine": queries.registration_of(found, request.user),
        "waiting": queries.waiting_count(found),
    }
    return render(request, "gatherings/gathering.html", facts)


@asks_and_does
@never_cache
def register(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Register, or change what was said."""
    found = queries.gathering_at(process, activity, request.user)
    mine = queries.registration_of(found, request.user)
    known = RegistrationForm.known(mine) if mine else {}
    form = RegistrationForm(found, request.POST or None, initial=known, has_code=mine is None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            queries.require_registering(found)
            code = form.cleaned_data.get("code", "").strip()
            if code:
                services.check_letter(found, code, address=client_address(request))
            services.register(found, form.facts(), by=acting_person(request), code=code)
            return redirect(found.page("ticket"))
    missing = None if mine else gate(found.activity, request.user)
    facts = {"gathering": found, "form": form, "mine": mine, "gate": missing}
    return render(request, "gatherings/register.html", facts, status=422 if form.errors else 200)


def _own(request: HttpRequest, process: str, activity: str) -> Registration:
    found = queries.gathering_at(process, activity, request.user)
    mine = queries.registration_of(found, request.user)
    if mine is None:
        raise NotRegistered().leading_to(found.get_absolute_url())
    return mine


@require_safe
@never_cache
def ticket(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The place or the number on the waiting list, and what to show at the door."""
    mine = _own(request, process, activity)
    facts = {
        "gathering": mine.gathering,
        "mine": mine,
        "picture": qr_picture(mine) if mine.is_coming else "",
        "line": queries.place_in_line(mine),
    }
    return render(request, "gatherings/ticket.html", facts)


@asks_and_does
@never_cache
def give_back(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Ask once more, then give the place to whoever waits."""
    mine = _own(request, process, activity)
    if request.method != "POST":
        return render(request, "gatherings/give_back.html", {"mine": mine})
    services.cancel_registration(mine, by=acting_person(request))
    messages.success(request, _("You are no longer registered. Thank you for saying so."))
    return redirect(mine.gathering)


@require_safe
def calendar(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The day for a calendar; a changed gathering replaces what was there."""
    found: Gathering = queries.gathering_at(process, activity, request.user)
    address = request.build_absolute_uri(found.get_absolute_url())
    answer = HttpResponse(calendar_file(found, address), content_type="text/calendar")
    answer["Content-Disposition"] = f'attachment; filename="{found.activity.slug}.ics"'
    return answer
