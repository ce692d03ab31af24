"""At a desk: finding a person on the roll, and keying in what is on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from citizenspring.ballots import queries
from citizenspring.ballots.forms import KeyingForm
from citizenspring.ballots.permissions import may_keep_roll, may_key_ballots
from citizenspring.ballots.roll_forms import NameForm, ShownForm
from citizenspring.ballots.services.desk import admit, entry_shown
from citizenspring.ballots.services.sheets import Keyed, key_in
from citizenspring.common.forms import refusals_shown
from citizenspring.people.services import acting_person

__all__ = ["desk", "sheets"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@sensitive_post_parameters()
@asks_and_does
def desk(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Type what lies on the desk, or look a name up."""
    found = queries.poll_at(poll_id, request.user)
    may_keep_roll.require(request.user, found)
    by_name = "name" in request.POST
    sent = request.POST or None
    form, names = ShownForm(None if by_name else sent), NameForm(sent if by_name else None)
    facts: dict[str, Any] = {"poll": found, "form": form, "names": names}
    if form.is_bound and form.is_valid():
        with refusals_shown(form, "shown"):
            entry = entry_shown(found, form.cleaned_data["shown"], by=acting_person(request))
            facts |= {"entry": entry, "admission": admit(found, entry)}
    if names.is_bound and names.is_valid():
        facts["entries"] = queries.entries_named(found, names.cleaned_data["name"])
    status = 422 if form.errors or names.errors else 200
    return render(request, "ballots/desk.html", facts, status=status)


@never_cache
@sensitive_post_parameters()
@asks_and_does
def sheets(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """One paper after the other; two people read each."""
    found = queries.poll_at(poll_id, request.user)
    may_key_ballots.require(request.user, found)
    form = KeyingForm(found, request.POST or None)
    by = acting_person(request)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            code = form.cleaned_data["code"]
            messages.success(request, _became(key_in(found, code, form.choice(), by=by)))
            return redirect("ballots:sheets", found.pk)
    standing = queries.sheet_standing(found, by)
    facts = {"poll": found, "form": form, "sheets": standing, "options": found.options.all()}
    return render(request, "ballots/sheets.html", facts, status=422 if form.errors else 200)


def _became(keyed: Keyed) -> str:
    if keyed == Keyed.COUNTED:
        return _("Counted: two people read the same. The next paper, please.")
    return _("Kept. It counts when a second person has read the same. The next paper, please.")
