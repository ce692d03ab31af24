"""What everybody may read about a secret vote, and the check of a receipt."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.ballots import queries
from citizenspring.ballots.errors import ReceiptElsewhere, TrackerNotWhole
from citizenspring.ballots.forms import ReceiptForm
from citizenspring.ballots.models import Ballot, Poll
from citizenspring.ballots.permissions import may_keep_roll, may_key_ballots, may_manage_poll
from citizenspring.ballots.published import folder_of
from citizenspring.ballots.receipts import read_receipt
from citizenspring.ballots.words import told_rules
from citizenspring.common.forms import refusals_shown

__all__ = ["poll", "receipt", "secret"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])
HEX = re.compile(r"[0-9a-fA-F]+")
WHOLE = 64


@require_safe
def poll(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Rules, dates, turnout, changes of the roll, and all that proves the result."""
    found = queries.poll_at(poll_id, request.user)
    has_roll = found.is_sealed and not found.is_imported
    facts = {
        "poll": found,
        "options": found.options.all(),
        "standing": queries.standing_of(found, request.user),
        "turnout": queries.turnout_of(found),
        "changes": queries.changes_since_opening(found),
        "channels": queries.channels_of(found) if has_roll else {},
        "file": f"{folder_of(found)}.zip",
        "rules": told_rules(found),
        "places": ", ".join(str(place.name) for place in found.territories.all()),
        "turnout_label": _("have voted"),
        "roll_label": _("on the roll"),
        "is_running": found.is_open and (found.closes_at is None or found.closes_at > now()),
        **team_facts(request.user, found),
    }
    return render(request, "ballots/poll.html", facts)


def team_facts(person: Any, found: Poll) -> dict[str, bool]:
    """Which of the pages of officials to show."""
    return {
        "may_manage": may_manage_poll(person, found),
        "may_keep_roll": may_keep_roll(person, found),
        "may_key": may_key_ballots(person, found),
    }


@require_safe
def secret(request: HttpRequest) -> HttpResponse:
    """What is secret from whom, and what is not."""
    return render(request, "ballots/secret.html")


@never_cache
@sensitive_post_parameters()
@asks_and_does
def receipt(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Whether a ballot was recorded and counted; the whole number is needed (A30)."""
    found = queries.poll_at(poll_id, request.user)
    form = ReceiptForm(request.POST or None, request.FILES or None)
    facts: dict[str, Any] = {"poll": found, "form": form}
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            tracker = _tracker(found, form.receipt())
            facts["is_known"] = Ballot.objects.filter(poll=found, tracker=tracker).exists()
            facts["is_signed"] = not HEX.fullmatch(form.receipt())
    status = 422 if form.errors else 200
    return render(request, "ballots/receipt.html", facts, status=status)


def _tracker(found: Poll, sent: str) -> bytes:
    if HEX.fullmatch(sent):
        if len(sent) != WHOLE:
            raise TrackerNotWhole
        return bytes.fromhex(sent)
    facts = read_receipt(sent)
    if facts.poll != found.pk:
        raise ReceiptElsewhere
    return facts.tracker
