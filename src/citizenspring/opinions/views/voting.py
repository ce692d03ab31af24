"""Voting: one statement at a time, with scripts or without."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from citizenspring.common.errors import Missing, Refusal
from citizenspring.common.strangers import same_for_strangers
from citizenspring.opinions import queries, services
from citizenspring.opinions.errors import MapClosed, NothingToUndo, VoteUnknown
from citizenspring.opinions.forms import StatementForm
from citizenspring.opinions.models import OpinionMap, Vote
from citizenspring.opinions.permissions import may_see_results
from citizenspring.people.models import Person
from citizenspring.people.queries import require_level
from citizenspring.people.services import acting_person
from citizenspring.processes.levels import gate

__all__ = ["undo", "vote"]

CHOICES = {"agree": Vote.AGREE, "pass": Vote.PASS, "disagree": Vote.DISAGREE}


@require_http_methods(["GET", "HEAD", "POST"])
@same_for_strangers
def vote(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The page of a map: the next statement, and the act of voting on it."""
    if request.method == "POST":
        return _vote(request, process, activity)
    found = queries.map_at(process, activity, request.user)
    if queries.has_ended(found) and may_see_results(request.user, found):
        return redirect(found.page("results"))
    last = _number(request.GET.get("last"))
    return card_page(request, found, wanted=_number(request.GET.get("statement")), last=last)


def _vote(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    number = _number(request.POST.get("statement"))
    try:
        _cast(request, process, activity, number)
    except Missing:
        raise
    except Refusal as refusal:
        found = queries.map_at(process, activity, request.user)
        return card_page(request, found, wanted=number, refusal=refusal)
    if is_fragment(request):
        return card_page(request, queries.map_at(process, activity, request.user), last=number)
    return redirect(f"{request.path}?last={number}#card")


def _cast(request: HttpRequest, process: str, activity: str, number: int | None) -> None:
    choice = CHOICES.get(request.POST.get("vote", ""))
    if choice is None or number is None:
        queries.map_at(process, activity, request.user)
        raise VoteUnknown
    statement = queries.votable(process, activity, number)
    if statement is None:
        # Said before a guest is made for a vote that cannot count.
        found = queries.map_at(process, activity, request.user)
        queries.statement_or_404(found, number, request.user)
        raise MapClosed
    require_level(request.user, statement.level)
    important = "important" in request.POST
    services.cast_vote(statement, choice, important=important, by=acting_person(request))


@require_POST
def undo(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Take one's vote on a statement back, and see that statement again."""
    found = queries.map_at(process, activity, request.user)
    number = _number(request.POST.get("statement"))
    try:
        statement = queries.statement_or_404(found, -1 if number is None else number, request.user)
        if not isinstance(request.user, Person):
            raise NothingToUndo
        services.withdraw_vote(statement, by=request.user)
    except Refusal as refusal:
        return card_page(request, found, refusal=refusal)
    if is_fragment(request):
        return card_page(request, found, wanted=number)
    return redirect(f"{found.get_absolute_url()}?statement={number}#card")


def is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("X-Fragment") == "1"


def card_page(  # because each names one thing that the page may have to show
    request: HttpRequest,
    found: OpinionMap,
    *,
    wanted: int | None = None,
    last: int | None = None,
    refusal: Refusal | None = None,
    form: StatementForm | None = None,
) -> HttpResponse:
    """The page or its card alone; a refusal stands on it with what the visitor had chosen."""
    language = get_language() or "fr"
    facts: dict[str, Any] = {
        "map": found,
        "card": queries.card_for(found, request.user, language, wanted),
        "last": None if last is None else queries.last_vote(request.user, found, last, language),
        "refusal": refusal,
        "refused_choice": request.POST.get("vote") if refusal else None,
        "was_important": refusal is not None and "important" in request.POST,
        "is_open": queries.is_open(found),
        "gate": gate(found.activity, request.user),
        "may_see_results": may_see_results(request.user, found),
    }
    template = "opinions/_card.html"
    if not is_fragment(request):
        facts["form"] = form or StatementForm()
        facts["may_add"] = found.allow_statements
        template = "opinions/vote.html"
    return render(request, template, facts, status=refusal.status if refusal else 200)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 9 else None  # noqa: PLR2004  # because a longer one is no integer of the database
