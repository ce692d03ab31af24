"""The organiser's page of the room: tables, seats, how good they are, who moved."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.common.forms import refusals_shown
from citizenspring.gatherings import queries, services
from citizenspring.gatherings.errors import NotSeatedYet
from citizenspring.gatherings.models import OFFERS, Gathering
from citizenspring.gatherings.permissions import may_arrange_room
from citizenspring.gatherings.queries.room import (
    mixtures_of,
    moves_of,
    people_with_needs,
    room_state,
)
from citizenspring.gatherings.seat_forms import ListForm, SeatForm, TablesForm
from citizenspring.gatherings.services.needs import set_table_needs
from citizenspring.gatherings.sheets import read_tables
from citizenspring.gatherings.wishes import rounds_wished
from citizenspring.people.services import acting_person

__all__ = ["again", "needs", "new_key", "room", "seat", "show", "tables"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


def own(request: HttpRequest, process: str, activity: str) -> Gathering:
    found = queries.gathering_at(process, activity, request.user)
    may_arrange_room.require(request.user, found)
    return found


@require_safe
@never_cache
def room(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """How things stand; the piece with the seats is fetched again when they change."""
    found = own(request, process, activity)
    state = room_state(found)
    facts: dict[str, Any] = {"gathering": found, "state": state}
    if state.plan:
        facts |= {"mixtures": mixtures_of(state.plan), "moves": moves_of(state.plan)}
    is_part = request.headers.get("X-Fragment") == "1"
    return render(request, "gatherings/_room.html" if is_part else "gatherings/room.html", facts)


@asks_and_does
@never_cache
def tables(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Lay the tables: so many alike, or a list with seats, places and what each offers."""
    found = own(request, process, activity)
    is_list = bool(request.FILES) or "list" in request.POST
    form = TablesForm(None if is_list else request.POST or None)
    sheet = ListForm(request.POST if is_list else None, request.FILES if is_list else None)
    sent = sheet if is_list else form
    if request.method == "POST" and sent.is_valid():
        with refusals_shown(sent):
            asked, by = sent.cleaned_data, acting_person(request)
            if is_list:
                services.set_tables(found, read_tables(asked["file"]), by=by)
            else:
                services.set_tables(found, asked["count"], seats=asked["seats"], by=by)
            messages.success(request, _("The tables are laid."))
            return redirect(found.page("tables"))
    facts = {"gathering": found, "form": form, "sheet": sheet, "offers": OFFERS}
    facts["tables"] = queries.tables_of(found).select_related("facilitator")
    return render(request, "gatherings/tables.html", facts, status=422 if sent.errors else 200)


@require_POST
def new_key(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """Another address for a table whose card or phone was lost."""
    found = own(request, process, activity)
    table = get_object_or_404(queries.tables_of(found), number=number)
    services.new_table_key(table, by=acting_person(request))
    said = _("Table %(number)s has a new key. Print its card again.") % {"number": number}
    messages.success(request, said)
    return redirect(found.page("tables"))


@asks_and_does
@never_cache
def needs(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Say what the tables of people must have, beside what they wrote."""
    found = own(request, process, activity)
    people = people_with_needs(found)
    if request.method == "POST":
        chosen = {one.number: request.POST.getlist(f"needs-{one.number}") for one in people}
        set_table_needs(found, chosen, by=acting_person(request))
        messages.success(request, _("Saved. The next seating takes it into account."))
        return redirect(found.page("room"))
    facts = {"gathering": found, "people": people, "offers": OFFERS}
    return render(request, "gatherings/needs.html", facts)


@asks_and_does
@never_cache
def seat(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Ask for seats; the worker works them out, and the page of the room says how far it is."""
    found = own(request, process, activity)
    before = queries.current_plan(found)
    known = {"rounds": before.rounds if before else rounds_wished(found)}
    known["size"] = before.size if before else 9
    form = SeatForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            services.ask_to_seat(found, **form.wish(), by=acting_person(request))
            return redirect(found.page("room"))
    facts = {"gathering": found, "form": form, "before": before, "wished": rounds_wished(found)}
    return render(request, "gatherings/seat.html", facts, status=422 if form.errors else 200)


@require_POST
def again(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Seat again with those who came; rounds that are over stay."""
    found = own(request, process, activity)
    said = request.POST.get("from_round", "")
    from_round = int(said) if said.isdecimal() and len(said) < 3 else 1  # noqa: PLR2004  # 99 rounds
    services.ask_to_seat_again(found, from_round=from_round, by=acting_person(request))
    return redirect(found.page("room"))


@require_POST
def show(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Let everybody see her table."""
    found = own(request, process, activity)
    plan = queries.current_plan(found)
    if plan is None:
        raise NotSeatedYet().leading_to(found.page("seat"))
    services.show(plan, by=acting_person(request))
    messages.success(request, _("Everybody sees her table now, on her phone and on the wall."))
    return redirect(found.page("room"))
