"""At a stand: a helper registers who stands in front of her, and hands out the ticket."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from citizenspring.common.forms import refusals_shown
from citizenspring.common.ids import uuid7
from citizenspring.gatherings import queries, services
from citizenspring.gatherings.forms import RegistrationForm
from citizenspring.gatherings.permissions import may_register_others
from citizenspring.gatherings.tickets import qr_picture
from citizenspring.people.services import acting_person

__all__ = ["stand"]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stand(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Register one after the other; the ticket of the last stands above the form."""
    found = queries.gathering_at(process, activity, request.user)
    may_register_others.require(request.user, found)
    form = RegistrationForm(found, request.POST or None, has_code=False)
    made = None
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            by = acting_person(request)
            sent = request.POST.get("sent", "")
            made = services.register_at_stand(found, form.facts(), by=by, sent=sent)
            form = RegistrationForm(found, has_code=False)
    facts = {
        "gathering": found,
        "form": form,
        "made": made,
        "sent": uuid7() if made else request.POST.get("sent") or uuid7(),
        "picture": qr_picture(made) if made and made.is_coming else "",
        "line": queries.place_in_line(made) if made else 0,
    }
    return render(request, "gatherings/stand.html", facts, status=422 if form.errors else 200)
