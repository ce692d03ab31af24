"""Answering: one short page, the answer's own page, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.common.errors import Refusal
from citizenspring.common.strangers import same_for_strangers
from citizenspring.mood import queries, services
from citizenspring.mood.errors import AnswerMissing
from citizenspring.mood.forms import AddressForm, AnswerForm
from citizenspring.mood.models import Answer, MoodCheck
from citizenspring.notifications.queries import unreachable
from citizenspring.people.bursts import held_of
from citizenspring.people.events import come_by
from citizenspring.people.models import Person
from citizenspring.people.services import acting_person

__all__ = ["answer", "bar", "mine", "send_link", "short", "withdraw"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """The address on a flyer."""
    found = queries.mood_of_code(code, request.user)
    response = redirect(found)
    return come_by(response, found.code) if found.activity.is_open else response


@asks_and_does
@same_for_strangers
def answer(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The page of a mood check: what is at stake, then the questions."""
    found = queries.mood_at(process, activity, request.user)
    if request.method == "POST":
        return _answered(request, found)
    if found.activity.closed_at:
        return redirect(found.page("results"))
    mine = queries.own_answer(request.user, found)
    known = AnswerForm.known(mine) if mine else {}
    form = AnswerForm(found, initial=known, has_mail=_needs_no_mail(request.user, mine))
    return _answer_page(request, found, form, mine=mine)


def _needs_no_mail(visitor: Any, mine: Answer | None) -> bool:
    return bool(getattr(visitor, "email", "")) or bool(mine and mine.is_confirmed)


def _answered(request: HttpRequest, found: MoodCheck) -> HttpResponse:
    mine = queries.own_answer(request.user, found)
    form = AnswerForm(found, request.POST, has_mail=_needs_no_mail(request.user, mine))
    if not form.is_valid():
        return _answer_page(request, found, form, mine=mine, status=422)
    try:
        # Said before a guest is made for an answer that cannot be kept.
        queries.require_open_for_answers(found)
        kept = services.save_answer(found, form.facts(), by=acting_person(request))
    except Refusal as refusal:
        return _answer_page(request, found, form, mine=mine, refusal=refusal)
    email = form.cleaned_data.get("email", "")
    if email and not kept.is_confirmed:
        _send(request, kept, email)
    if mine:
        messages.success(request, _("Your answer is changed."))
    return redirect(found.page("mine"))


def _send(request: HttpRequest, kept: Answer, email: str) -> None:
    """Send the link; when that cannot be, the answer is kept and the page says what to do."""
    try:
        services.ask_to_confirm(kept, email)
    except Refusal as refusal:
        messages.error(request, str(refusal))


def _answer_page(
    request: HttpRequest,
    found: MoodCheck,
    form: AnswerForm,
    *,
    mine: Answer | None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    facts = {
        "mood": found,
        "form": form,
        "mine": mine,
        "refusal": refusal,
        "standing": queries.standing_of(found, now()),
        "is_preview": not found.activity.is_open,
    }
    return render(request, "mood/answer.html", facts, status=refusal.status if refusal else status)


@require_safe
@same_for_strangers
def bar(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The bar alone, for an open page that was told of a new count."""
    found = queries.mood_at(process, activity, request.user)
    facts = {"mood": found, "standing": queries.standing_of(found, now())}
    response = render(request, "mood/_bar.html", facts)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def mine(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """One's own answer: whether it counts, what its rung asks, how to change it."""
    found = queries.mood_at(process, activity, request.user)
    return _mine_page(request, found)


def _mine_page(
    request: HttpRequest,
    found: MoodCheck,
    form: AddressForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    kept = queries.own_answer(request.user, found)
    facts = {
        "mood": found,
        "mine": kept,
        "held": held_of(kept.pk) if kept and not kept.is_confirmed else None,
        "came_back": bool(kept and kept.email and unreachable([kept.email])),
        "ask": services.ask_of(kept) if kept else "",
        "form": form or AddressForm(initial={"email": kept.email if kept else ""}),
        "refusal": refusal,
        "standing": queries.standing_of(found, now()),
    }
    status = refusal.status if refusal else 422 if form else 200
    return render(request, "mood/mine.html", facts, status=status)


@require_POST
def send_link(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Send the link once more, to the same address or to another one."""
    found = queries.mood_at(process, activity, request.user)
    kept = queries.own_answer(request.user, found)
    if kept is None:
        raise AnswerMissing().leading_to(found.get_absolute_url())
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _mine_page(request, found, form)
    try:
        services.ask_to_confirm(kept, form.cleaned_data["email"])
    except Refusal as refusal:
        return _mine_page(request, found, form, refusal)
    messages.success(request, _("The mail is on its way. Open the link in it."))
    return redirect(found.page("mine"))


@asks_and_does
def withdraw(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Ask once more, then take the answer back."""
    found = queries.mood_at(process, activity, request.user)
    kept = queries.own_answer(request.user, found)
    if kept is None or not isinstance(request.user, Person):
        raise AnswerMissing().leading_to(found.get_absolute_url())
    if request.method != "POST":
        return render(request, "mood/withdraw.html", {"mood": found, "mine": kept})
    services.withdraw_answer(found, by=request.user)
    messages.success(request, _("Your answer is taken back, and what you wrote is gone."))
    return redirect(found)
