"""At the doors: which door, who is in, one person after the other."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.common.forms import refusals_shown
from citizenspring.common.ids import uuid7
from citizenspring.gatherings import queries, services
from citizenspring.gatherings.door_forms import DOOR, ActForm, DoorForm, WalkInForm
from citizenspring.gatherings.errors import AlreadyIn, NotIn
from citizenspring.gatherings.models import Arrival, Gathering
from citizenspring.people.services import acting_person

__all__ = ["door", "doors", "walk_in"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Verdict:
    """What a helper sees from arm's length: ``in``, ``again`` or ``no``, and what to say."""

    kind: str
    words: str = ""
    arrival: Arrival | None = None
    table: int | None = None


def door_page(gathering: Gathering, door: str, **more: Any) -> str:
    return f"{gathering.page('door')}?{urlencode({'door': door, **more})}"


@require_safe
@never_cache
def doors(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """How many came by each door, live, and the way to one's own."""
    found = queries.doors_at(process, activity, request.user)
    is_fragment = request.headers.get("X-Fragment") == "1"
    facts = {"gathering": found, "counts": queries.counts_of(found), "form": DoorForm()}
    page = "gatherings/_door_counts.html" if is_fragment else "gatherings/doors.html"
    response = render(request, page, facts)
    patch_vary_headers(response, ["X-Fragment"])
    return response


@asks_and_does
@never_cache
def door(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Let in by ticket or by name; what was noted last stands above."""
    found = queries.doors_at(process, activity, request.user)
    if request.method == "POST":
        return _acted(request, found)
    name = request.GET.get("door", "").strip()[:DOOR]
    if not name:
        return redirect(found.page("doors"))
    return _page(request, found, name, _done(found, request.GET.get("done", "")))


def _acted(request: HttpRequest, found: Gathering) -> HttpResponse:
    form = ActForm(request.POST)
    name = request.POST.get("door", "").strip()[:DOOR]
    if not form.is_valid():
        return _page(request, found, name, Verdict("no", _("Type the ten signs.")), 422)
    try:
        return _act(request, found, form.cleaned_data)
    except NotAllowed:
        raise
    except Refusal as refusal:
        kind = "again" if isinstance(refusal, AlreadyIn) else "no"
        return _page(request, found, name, Verdict(kind, str(refusal)), refusal.status)


def _act(request: HttpRequest, found: Gathering, said: dict[str, Any]) -> HttpResponse:
    by, key = acting_person(request), said["registration"]
    if said["act"] == "in":
        who = found.registrations.filter(pk=key).first() if key else None
        arrival = services.check_in(
            found, who or said["ticket"], by=by, door=said["door"], sent=said["sent"]
        )
        return redirect(door_page(found, said["door"], done=arrival.pk))
    known = queries.arrival_of(found, key)
    if known is None:
        raise NotIn
    if said["act"] == "left":
        services.check_out(known, by=by)
        messages.success(request, _("Noted: %(name)s left.") % {"name": known.registration.name})
    else:
        name = services.undo_arrival(known, by=by).name
        messages.success(request, _("Undone: %(name)s is not in.") % {"name": name})
    return redirect(door_page(found, said["door"]))


def _done(found: Gathering, key: str) -> Verdict | None:
    form = ActForm({"act": "in", "registration": key})
    arrival = queries.arrival_of(found, key) if key and form.is_valid() else None
    if arrival is None:
        return None
    return Verdict("in", arrival=arrival, table=queries.shown_table(arrival.registration))


def _page(
    request: HttpRequest,
    found: Gathering,
    name: str,
    verdict: Verdict | None,
    status: int = 200,
) -> HttpResponse:
    asked = request.GET.get("q", "").strip()
    facts = {
        "gathering": found,
        "door": name,
        "verdict": verdict,
        "asked": asked,
        "people": queries.people_called(found, asked),
        "counts": queries.counts_of(found),
        "walk_in": WalkInForm(found, initial={"door": name, "sent": uuid7()}),
        "sent": uuid7(),
    }
    return render(request, "gatherings/door.html", facts, status=status)


@asks_and_does
@never_cache
def walk_in(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Register and let in somebody who comes without a ticket."""
    found = queries.doors_at(process, activity, request.user)
    asked = {"door": request.GET.get("door", ""), "sent": uuid7(), "speaks": [get_language()]}
    form = WalkInForm(found, request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            said = form.cleaned_data
            note = services.DoorNote(said["door"], said["sent"] or uuid7())
            by = acting_person(request)
            arrival = services.register_at_door(found, form.facts(), by=by, note=note)
            return redirect(door_page(found, note.door, done=arrival.pk))
    facts = {"gathering": found, "form": form, "door": form["door"].value() or ""}
    return render(request, "gatherings/walk_in.html", facts, status=422 if form.errors else 200)
