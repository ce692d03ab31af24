"""At a stand: confirming people in person, and keying in what they wrote on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citizenspring.common.forms import refusals_shown
from citizenspring.mood import queries, services
from citizenspring.mood.forms import CodeForm
from citizenspring.mood.models import Answer
from citizenspring.mood.organising_forms import PaperForm
from citizenspring.mood.permissions import may_confirm_in_person, may_key_in
from citizenspring.people.services import acting_person

__all__ = ["paper", "verify"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])
MOST = 100


@asks_and_does
def verify(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Type the code that a person shows, or confirm a paper that lies on the table."""
    found = queries.mood_at(process, activity, request.user)
    may_confirm_in_person.require(request.user, found)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form, "code"):
            code = form.cleaned_data["code"]
            services.confirm_in_person(found, code, by=acting_person(request))
            messages.success(request, _("Confirmed: this answer counts now."))
            return redirect(found.page("verify"))
    facts = {"mood": found, "form": form, "papers": queries.waiting_on_paper(found)[:MOST]}
    return render(request, "mood/verify.html", facts, status=422 if form.errors else 200)


@asks_and_does
def paper(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """One sheet after the other; whoever is here already is said before anything is kept."""
    found = queries.mood_at(process, activity, request.user)
    may_key_in.require(request.user, found)
    form = PaperForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            kept = services.key_in(found, form.paper(), by=acting_person(request))
            messages.success(request, _said(kept))
            return redirect(found.page("paper"))
    keyed: Any = found.answers.filter(is_on_paper=True).exclude(state=Answer.State.WITHDRAWN)
    facts = {"mood": found, "form": form, "number": keyed.count()}
    return render(request, "mood/paper.html", facts, status=422 if form.errors else 200)


def _said(kept: Answer) -> str:
    if kept.is_confirmed:
        return _("Kept: %(name)s counts. The next sheet, please.") % {"name": kept.name}
    if kept.email:
        return _("Kept: a link went to %(name)s. The next sheet, please.") % {"name": kept.name}
    return _("Kept: %(name)s counts once a verifier confirms it.") % {"name": kept.name}
