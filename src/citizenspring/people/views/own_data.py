"""What somebody agrees to, a copy of what is kept about her, and erasing it."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.common.errors import Missing
from citizenspring.people import queries, services
from citizenspring.people.consents import TEXTS
from citizenspring.people.errors import CopySpent
from citizenspring.people.own_forms import ConsentForm, EraseForm

if TYPE_CHECKING:
    from citizenspring.people.models import Person

__all__ = ["ask_for_copy", "consents", "erase", "open_copy", "withdraw_consent"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@asks_and_does
@login_required
def consents(request: HttpRequest) -> HttpResponse:
    person = cast("Person", request.user)
    given = queries.consents_of(person)
    form = ConsentForm(request.POST if request.method == "POST" else None, given=given)
    if request.method == "POST" and form.is_valid():
        services.give_consents(form.ticked(), by=person)
        messages.success(request, _("Saved."))
        return redirect("people:consents")
    told = [(consent, TEXTS[kind]) for kind, consent in given.items()]
    return render(request, "people/consents.html", {"form": form, "given": told})


@require_POST
@login_required
def withdraw_consent(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in TEXTS:
        raise Missing
    services.withdraw_consent(kind, by=cast("Person", request.user))
    messages.success(request, _("You took it back."))
    return redirect("people:consents")


@never_cache
@require_POST
@login_required
def ask_for_copy(request: HttpRequest) -> HttpResponse:
    token = services.ask_for_copy(by=cast("Person", request.user))
    return render(request, "people/copy.html", {"token": token})


@never_cache
@require_safe
@login_required
def open_copy(request: HttpRequest, token: str) -> HttpResponse:
    try:
        packed = services.open_copy(token, by=cast("Person", request.user))
    except CopySpent as refusal:
        refusal.leading_to(reverse("people:me"))
        raise
    headers = {"Content-Disposition": 'attachment; filename="citizenspring-own-data.zip"'}
    return HttpResponse(packed, content_type="application/zip", headers=headers)


@never_cache
@asks_and_does
@login_required
def erase(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, ask once more, then erase and sign out."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.erase(by=cast("Person", request.user))
        logout(request)
        messages.success(
            request, _("You are erased. What you said in closed votes leads to nobody.")
        )
        return redirect("pages:home")
    return render(request, "people/erase.html", {"form": form}, status=422 if form.errors else 200)
