"""Voting where no other stage has a page for it, and on the device of a desk.

The answer to a ballot is the page itself, never a redirect: what has to cross one would have to
be kept somewhere with the person.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from citizenspring.ballots import queries
from citizenspring.ballots.forms import BallotForm, CodeBallotForm
from citizenspring.ballots.models import Poll
from citizenspring.ballots.receipts import Receipt, read_receipt
from citizenspring.ballots.services import cast_ballot, entry_of_code
from citizenspring.ballots.services.desk import cast_at_desk, entry_admitted
from citizenspring.ballots.words import told_rules
from citizenspring.common.forms import refusals_shown
from citizenspring.people.limits import client_address
from citizenspring.people.models import Person

__all__ = ["at_desk", "receipt_file", "vote"]


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """The ballot of an account on the roll, or of a code."""
    found = queries.poll_at(poll_id, request.user)
    standing = queries.standing_of(found, request.user)
    # A ballot sent again, because its answer was lost, gets the same receipt (A02).
    is_sent_again = standing.has_voted and "tracker" in request.POST and "code" not in request.POST
    made = BallotForm if standing.may_vote or is_sent_again else CodeBallotForm
    form = made(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            return _thanks(request, found, _cast(request, found, form))
    facts = {"poll": found, "form": form, "standing": standing}
    return _ballot(request, facts)


def _cast(request: HttpRequest, found: Poll, form: BallotForm) -> Receipt:
    code = form.cleaned_data.get("code", "")
    if not code:
        assert isinstance(request.user, Person)  # whoever may vote without a code is on the roll
        return cast_ballot(found, form.choice(), by=request.user)
    entry_of_code(found, code, address=client_address(request))
    return cast_ballot(found, form.choice(), code=code)


@never_cache
@sensitive_post_parameters()
@require_POST
def at_desk(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """The ballot of somebody whom an official admitted; she is alone with the device."""
    found = queries.poll_at(poll_id, request.user)
    token = request.POST.get("admission", "")
    entry_admitted(found, token)
    form = BallotForm(found, request.POST if "tracker" in request.POST else None)
    if form.is_bound and form.is_valid():
        with refusals_shown(form):
            return _thanks(request, found, cast_at_desk(found, token, form.choice()), desk=True)
    return _ballot(request, {"poll": found, "form": form, "admission": token})


def _ballot(request: HttpRequest, facts: dict[str, Any]) -> HttpResponse:
    status = 422 if facts["form"].errors else 200
    facts["rules"] = told_rules(facts["poll"])
    return render(request, "ballots/vote.html", facts, status=status)


def _thanks(
    request: HttpRequest, found: Poll, text: Receipt, *, desk: bool = False
) -> HttpResponse:
    facts = {"poll": found, "receipt": text, "is_desk": desk}
    return render(request, "ballots/voted.html", facts)


@never_cache
@sensitive_post_parameters()
@require_POST
def receipt_file(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Hand the receipt back as a file; nothing is looked up, and nothing kept."""
    found = queries.poll_at(poll_id, request.user)
    # Forms send every line with two signs at its end; the signature knows one.
    text = request.POST.get("receipt", "").replace("\r\n", "\n").strip() + "\n"
    read_receipt(text)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="receipt-{str(found.pk)[-6:]}.txt"'
    return response
