"""Facilitators: who they are, which table each leads, who takes over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from citizenspring.common.forms import refusals_shown
from citizenspring.gatherings import queries, services
from citizenspring.gatherings.models import Facilitator, Gathering
from citizenspring.gatherings.permissions import may_arrange_room, may_import_registrations
from citizenspring.gatherings.seat_forms import FacilitatorForm, ListForm
from citizenspring.gatherings.sheets import read_facilitators, read_people
from citizenspring.people.models import Person
from citizenspring.people.services import acting_person

__all__ = ["assign", "bring_in", "change", "roster"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


def own(request: HttpRequest, process: str, activity: str) -> Gathering:
    found = queries.gathering_at(process, activity, request.user)
    may_arrange_room.require(request.user, found)
    return found


@asks_and_does
@never_cache
def roster(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Everybody on it; one more by the form, or many from a list."""
    found = own(request, process, activity)
    is_list = bool(request.FILES) or "list" in request.POST
    form = FacilitatorForm(found, None if is_list else request.POST or None)
    sheet = ListForm(request.POST if is_list else None, request.FILES if is_list else None)
    sent = sheet if is_list else form
    if request.method == "POST" and sent.is_valid():
        with refusals_shown(sent):
            rows = read_facilitators(sheet.cleaned_data["file"]) if is_list else [form.facts()]
            services.add_facilitators(found, rows, by=acting_person(request))
            return redirect(found.page("roster"))
    tables = list(queries.tables_of(found).select_related("facilitator"))
    facts = {"gathering": found, "form": form, "sheet": sheet, "tables": tables}
    facts["people"] = found.facilitators.select_related("table")
    plan = queries.current_plan(found)
    used = queries.spoken_at_tables(plan) if plan else {}
    laid = [one for one in tables if not used or one.number in used]
    facts["without"] = [one for one in laid if not hasattr(one, "facilitator")]
    return render(request, "gatherings/roster.html", facts, status=422 if sent.errors else 200)


@require_POST
def assign(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Give every table a facilitator by language."""
    found = own(request, process, activity)
    count = services.assign_tables(found, by=acting_person(request))
    said = ngettext(
        "%(count)s table has a facilitator now.", "%(count)s tables have a facilitator now.", count
    )
    messages.success(request, said % {"count": count})
    return redirect(found.page("roster"))


@require_POST
def change(request: HttpRequest, process: str, activity: str, key: UUID) -> HttpResponse:
    """Her table, that she came, or that she is off the roster."""
    found = own(request, process, activity)
    one = get_object_or_404(found.facilitators.select_related("gathering__activity"), pk=key)
    _change(request, one, acting_person(request))
    return redirect(found.page("roster"))


def _change(request: HttpRequest, one: Facilitator, by: Person) -> None:
    asked = request.POST.get("act", "table")
    if asked == "remove":
        services.remove_facilitator(one, by=by)
    elif asked in {"came", "not-came"}:
        services.facilitator_came(one, has_come=asked == "came", by=by)
    else:
        said = request.POST.get("table", "")
        tables = queries.tables_of(one.gathering)
        number = int(said) if said.isdecimal() and len(said) < 6 else 0  # noqa: PLR2004  # table numbers are short
        table = get_object_or_404(tables, number=number) if number else None
        services.give_table(one, table, by=by)


@asks_and_does
@never_cache
def bring_in(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Register many people at once from a list."""
    found = queries.gathering_at(process, activity, request.user)
    may_import_registrations.require(request.user, found)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            rows = read_people(form.cleaned_data["file"])
            count = services.import_registrations(found, rows, by=acting_person(request))
            said = ngettext("%(count)s person is new.", "%(count)s people are new.", count)
            messages.success(request, said % {"count": count})
            return redirect(found.page("registrations"))
    facts = {"gathering": found, "form": form}
    return render(request, "gatherings/bring_in.html", facts, status=422 if form.errors else 200)
