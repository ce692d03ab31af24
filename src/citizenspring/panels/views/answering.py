"""For who got a letter: answering it, and later her seat."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from citizenspring.common.errors import Refusal
from citizenspring.common.forms import refusals_shown
from citizenspring.panels import queries, services
from citizenspring.panels.errors import AnswersClosed
from citizenspring.panels.forms import AnswerForm, ReceiptForm
from citizenspring.panels.models import Member, Panel, Volunteer
from citizenspring.people.limits import client_address
from citizenspring.people.services import acting_person

__all__ = ["answer", "seat"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])
KNOWN = "panel_answers"


@asks_and_does
@never_cache
def answer(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Type the code of the letter and say yes or no."""
    found = queries.panel_at(process, activity, request.user)
    form = AnswerForm(found, request.POST or None)
    facts = {"panel": found, "gathering": found.gathering, "form": form}
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            if found.stage != Panel.Stage.INVITING:
                raise AnswersClosed
            code = form.cleaned_data["code"]
            services.check_code(found, code, address=client_address(request))
            by = acting_person(request)
            made, facts["receipt"] = services.answer_letter(found, code, form.facts(), by=by)
            if made:
                _remember(request, made)
            return render(request, "panels/answered.html", {**facts, "mine": made})
    return render(request, "panels/answer.html", facts, status=422 if form.errors else 200)


def _remember(request: HttpRequest, volunteer: Volunteer) -> None:
    request.session[KNOWN] = [str(volunteer.pk)]


@asks_and_does
@never_cache
def seat(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """My answer: my pseudonym and chance, and, if I was drawn, whether I come."""
    found = queries.panel_at(process, activity, request.user)
    mine = queries.answer_of(found, request.user, request.session.get(KNOWN, []))
    form = ReceiptForm(request.POST if "receipt" in request.POST else None)
    if request.method == "POST" and mine and not form.is_bound:
        _settle(request, mine)
        return redirect(found.page("seat"))
    if form.is_valid():
        with refusals_shown(form, "receipt"):
            receipt, address = form.cleaned_data["receipt"], client_address(request)
            _remember(request, services.volunteer_of_receipt(found, receipt, address=address))
            return redirect(found.page("seat"))
    member = Member.objects.filter(volunteer=mine).first() if mine and found.is_shown else None
    facts = {"panel": found, "gathering": found.gathering, "form": form, "mine": mine}
    facts["member"] = member
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "panels/seat.html", facts, status=status)


def _settle(request: HttpRequest, mine: Volunteer) -> None:
    """Whoever is here holds the receipt, or sent the answer from this device."""
    try:
        _said(request, mine)
    except Refusal as refusal:
        messages.error(request, str(refusal))


def _said(request: HttpRequest, mine: Volunteer) -> None:
    if "confirm" in request.POST:
        services.confirm_seat(mine, by=None)
        messages.success(request, _("You have a seat and a place at the gathering. Thank you."))
    elif "leave" in request.POST:
        member = Member.objects.filter(volunteer=mine, state=Member.State.CONFIRMED).exists()
        why = Member.Why.PREVENTED if member else Member.Why.DECLINED
        services.leave_panel(mine, why, by=None)
        messages.success(request, _("Thank you for saying so. Somebody else steps in."))
    elif "withdraw" in request.POST:
        services.forget_volunteer(mine)
        messages.success(request, _("Your answer is erased."))
