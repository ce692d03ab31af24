"""Voting: fill in a ballot, look at it once more, send it, keep the receipt.

What is chosen travels in the bodies of forms alone: no address, no session and no log holds it.
"""

from typing import Any, TypeGuard

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.ballots.errors import (
    AlreadyVoted,
    CodeUnknown,
    NotOnRoll,
    PollClosed,
    PollNotOpen,
    TrackerUsed,
)
from citizenspring.ballots.models import Poll
from citizenspring.ballots.queries import standing_of
from citizenspring.ballots.receipts import Receipt
from citizenspring.ballots.services import cast_ballot
from citizenspring.ballots.services.roll import entry_of_code
from citizenspring.budgets.ballot_form import BallotForm, moved
from citizenspring.budgets.errors import StageBefore
from citizenspring.budgets.models import Round
from citizenspring.budgets.queries import round_of
from citizenspring.budgets.queries.voting import Search, lines_of, territories_of, themes_of
from citizenspring.common.errors import Missing, NotAllowed, Refusal
from citizenspring.people.levels import Level
from citizenspring.people.limits import client_address
from citizenspring.people.models import Person
from citizenspring.processes.levels import gate_to

__all__ = ["sheet", "vote", "voted"]

SHORT_BALLOT = 8
WAYS = {"up": -1, "down": 1}
asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


@sensitive_post_parameters()
@never_cache
@asks_and_does
def vote(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The ballot; what is sent here is looked at and handed back, and nothing is counted."""
    budget = round_of(process, activity, request.user)
    poll = budget.poll
    if poll is None or not _takes_ballots(poll):
        return _not_now(request, budget)
    standing = standing_of(poll, request.user)
    if standing.has_voted and not request.POST.get("code", "").strip():
        return _voted(request, budget, has_voted=True)
    if request.method != "POST":
        return _ballot(request, budget, _form(budget, poll))
    form = _form(budget, poll, request)
    if "check" not in request.POST and "move" not in request.POST:
        return _ballot(request, budget, form)
    refusal = _refusal_before(request, poll, form)
    if refusal or form.errors:
        return _ballot(request, budget, form, status=refusal.status if refusal else 422)
    return _summary(request, budget, form)


def _has_begun(poll: Poll | None) -> TypeGuard[Poll]:
    return poll is not None and poll.state != Poll.State.DRAFT


def _takes_ballots(poll: Poll) -> bool:
    """For the page alone; a ballot is judged by the database's clock when it is cast (A04)."""
    return poll.is_open and (poll.closes_at is None or poll.closes_at > now())


def _form(budget: Round, poll: Poll, request: HttpRequest | None = None) -> BallotForm:
    sent = request.POST if request else None
    return BallotForm(poll, lines_of(budget), budget.currency, sent)


def _refusal_before(request: HttpRequest, poll: Poll, form: BallotForm) -> Refusal | None:
    """Say before the last step what would be refused after it; added to the form's errors."""
    code = form.typed_code
    if not form.is_valid():
        return None
    try:
        if code:
            entry_of_code(poll, code, address=client_address(request))
            return None
        missing = gate_to(Level(poll.required_level), request.user, "")
        if missing:
            raise NotAllowed(missing.sentence)
        if not standing_of(poll, request.user).may_vote:
            raise NotOnRoll
    except Refusal as refusal:
        form.add_error("code" if code else None, str(refusal))
        return refusal
    return None


@sensitive_post_parameters()
@never_cache
@asks_and_does
def voted(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Cast the ballot that was sent, and answer with its receipt; later, say how to check it."""
    budget = round_of(process, activity, request.user)
    if not _has_begun(budget.poll):
        raise StageBefore().leading_to(budget.get_absolute_url())
    if request.method == "POST":
        return _cast(request, budget, budget.poll)
    standing = standing_of(budget.poll, request.user)
    return _voted(request, budget, has_voted=standing.has_voted)


def _cast(request: HttpRequest, budget: Round, poll: Poll) -> HttpResponse:
    form = _form(budget, poll, request)
    if not form.is_valid():
        return _ballot(request, budget, form, status=422)
    by = request.user if isinstance(request.user, Person) else None
    code = form.typed_code
    try:
        if code:
            entry_of_code(poll, code, address=client_address(request))
        receipt = cast_ballot(poll, form.choice(), by=by, code=code)
    except (PollClosed, PollNotOpen) as refusal:
        return _not_now(request, budget, refusal)
    except AlreadyVoted as refusal:
        return _voted(request, budget, has_voted=True, refusal=refusal)
    except Refusal as refusal:
        if isinstance(refusal, TrackerUsed):
            form.renew_tracker()
        form.add_error("code" if isinstance(refusal, CodeUnknown) else None, str(refusal))
        return _ballot(request, budget, form, status=refusal.status)
    return _voted(request, budget, has_voted=True, receipt=receipt, tracker=form.tracker_now)


def _ballot(
    request: HttpRequest, budget: Round, form: BallotForm, *, status: int = 200
) -> HttpResponse:
    poll = form.poll
    lines = list(form.lines.values())
    search = Search.sent(request.POST)
    chosen = form.numbers
    shown = [
        (line, chosen.get(line.number), search.shows(line, is_chosen=line.number in chosen))
        for line in lines
    ]
    facts: dict[str, Any] = {
        **_facts(budget),
        "form": form,
        "rows": shown,
        "search": search,
        "shown": sum(is_shown for _line, _points, is_shown in shown),
        "may_search": len(lines) > SHORT_BALLOT,
        "territories": territories_of(lines),
        "themes": themes_of(lines),
        "standing": standing_of(poll, request.user),
        "gate": gate_to(Level(poll.required_level), request.user, budget.page("vote")),
        "is_known": isinstance(request.user, Person) and not request.user.is_guest,
    }
    return render(request, "budgets/vote.html", facts, status=status)


def _summary(request: HttpRequest, budget: Round, form: BallotForm) -> HttpResponse:
    way, _dash, number = request.POST.get("move", "").partition("-")
    if way in WAYS and number in map(str, form.numbers):
        form.reorder(moved(list(form.numbers), int(number), WAYS[way]))
    return render(request, "budgets/vote_summary.html", {**_facts(budget), "form": form})


def _facts(budget: Round) -> dict[str, Any]:
    poll = budget.poll
    return {
        "budget": budget,
        "poll": poll,
        "pots": list(budget.pots.all()),
        "process": budget.activity.process,
        "is_capped": poll is not None and poll.most < poll.options.count(),
    }


def _not_now(request: HttpRequest, budget: Round, refusal: Refusal | None = None) -> HttpResponse:
    status = 403 if request.method == "POST" else 200
    facts = {**_facts(budget), "is_over": _has_begun(budget.poll), "refusal": refusal}
    return render(request, "budgets/vote_not_now.html", facts, status=status)


def _voted(
    request: HttpRequest,
    budget: Round,
    *,
    has_voted: bool,
    receipt: Receipt | None = None,
    tracker: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    facts = {**_facts(budget), "has_voted": has_voted, "receipt": receipt, "tracker": tracker}
    refused = request.method == "POST" and receipt is None
    facts["refusal"] = refusal
    return render(request, "budgets/voted.html", facts, status=409 if refused else 200)


@require_safe
def sheet(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The ballot on paper, in the language of the page: to print, fill in and send."""
    budget = round_of(process, activity, request.user)
    if budget.poll is None or budget.poll.state == Poll.State.DRAFT:
        raise Missing
    facts = {**_facts(budget), "lines": lines_of(budget)}
    return render(request, "budgets/sheet.html", facts)
