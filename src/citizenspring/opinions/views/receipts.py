"""A voter's proof that her vote stands in the public record as she cast it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from citizenspring.common.errors import Missing
from citizenspring.engines.record import Sealed
from citizenspring.ledger.models import Entry
from citizenspring.ledger.queries import receipt_for
from citizenspring.opinions import queries, services
from citizenspring.opinions.models import Vote

__all__ = ["receipt"]


@require_safe
@never_cache
def receipt(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """The receipt of one's own vote as a file; for everybody else there is none."""
    found = queries.map_at(process, activity, request.user)
    vote = queries.vote_of(request.user, found, number)
    entry = Entry.objects.filter(pk=vote.entry).first() if vote and vote.entry else None
    if vote is None or entry is None:
        raise Missing
    if entry.index is None:
        return render(request, "opinions/receipt_waits.html", {"map": found, "number": number})
    held = receipt_for(entry, private=_known_to_the_voter(vote)).as_json()
    name = f'attachment; filename="vote-receipt-{entry.index}.json"'
    answer = JsonResponse(held, json_dumps_params={"indent": 1})
    answer.headers["Content-Disposition"] = name
    return answer


def _known_to_the_voter(vote: Vote) -> Sealed:
    facts = services.sealed_facts(
        person=vote.person_id,
        statement=vote.statement_id,
        choice=vote.choice,
        important=vote.important,
    )
    return Sealed(facts, bytes(vote.salt))
