"""Centres: a resident's time there, the verifier's desk, and who opens them."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.people import permissions, queries, services
from citizenspring.people.models import Booking, Centre, Person, Slot
from citizenspring.people.own_forms import CentreForm, SlotsForm, VerifyForm
from citizenspring.people.second_factor import guarded

__all__ = ["book", "cancel_booking", "centres", "open_slots", "organise_centres", "verify"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    """Where and when; whoever has an account books here."""
    facts = {
        "days": queries.free_times(),
        "booking": queries.booking_of(request.user),
        "may_book": permissions.may_book(request.user, None),
        "is_confirmed": queries.is_confirmed(request.user),
    }
    return render(request, "people/centres.html", facts)


@require_POST
@login_required
def book(request: HttpRequest, slot_id: str) -> HttpResponse:
    slot = get_object_or_404(Slot, pk=slot_id)
    try:
        services.book(slot, by=cast("Person", request.user))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your time is booked. Show the code below at the desk."))
    return redirect("people:centres")


@require_POST
@login_required
def cancel_booking(request: HttpRequest, booking_id: str) -> HttpResponse:
    mine = Booking.objects.select_related("slot").filter(person=cast("Person", request.user))
    services.cancel_booking(get_object_or_404(mine, pk=booking_id), by=cast("Person", request.user))
    messages.success(request, _("Your time is cancelled, and somebody else can have it."))
    return redirect("people:centres")


@never_cache
@asks_and_does
@login_required
@guarded
def verify(request: HttpRequest) -> HttpResponse:
    """The verifier's desk: the code on the person's page, and what she showed."""
    permissions.may_verify.require(request.user, None)
    form = VerifyForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.confirm(**form.cleaned_data, by=cast("Person", request.user))
            except Refusal as refusal:
                form.add_error("code", str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("This person is confirmed. The next one, please."))
                return redirect("people:verify")
    return render(request, "people/verify.html", {"form": form}, status=status)


@never_cache
@asks_and_does
@login_required
@guarded
def organise_centres(request: HttpRequest) -> HttpResponse:
    permissions.may_organise_centres.require(request.user, None)
    form = CentreForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.open_centre(**form.cleaned_data, by=cast("Person", request.user))
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The centre is open. Now add its times."))
            return redirect("people:organise_centres")
    return _centres_page(request, form, SlotsForm())


def _centres_page(request: HttpRequest, form: Form, slots: Form) -> HttpResponse:
    facts = {"form": form, "slots": slots, "centres": queries.centres()}
    is_wrong = bool(form.errors or slots.errors)
    return render(request, "people/organise_centres.html", facts, status=422 if is_wrong else 200)


@require_POST
@login_required
@guarded
def open_slots(request: HttpRequest, centre_id: str) -> HttpResponse:
    permissions.may_organise_centres.require(request.user, None)
    centre = get_object_or_404(Centre, pk=centre_id)
    form = SlotsForm(request.POST)
    if not form.is_valid():
        return _centres_page(request, CentreForm(), form)
    places = form.cleaned_data["places"]
    services.open_slots(centre, form.times(), places=places, by=cast("Person", request.user))
    messages.success(request, _("The times are open for booking."))
    return redirect("people:organise_centres")
