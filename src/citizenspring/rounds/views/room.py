"""The room on a participant's phone."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from citizenspring.common.errors import Refusal
from citizenspring.gatherings.here import here_of
from citizenspring.gatherings.queries import gathering_at
from citizenspring.rounds import services
from citizenspring.rounds.ballot import answers_in, keys_in, number_in
from citizenspring.rounds.clockface import with_clock
from citizenspring.rounds.errors import NotAsked, NotHere, PhaseOver, ValueWrong
from citizenspring.rounds.queries import JUDGING, method_of
from citizenspring.rounds.room import Room, room_of
from citizenspring.rounds.services.voting import require_vote

__all__ = ["room"]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def room(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The clock, my table, and my votes while the room chooses."""
    found = gathering_at(process, activity, request.user)
    here = room_of(found, here_of(request, found))
    if request.method == "POST":
        return _vote(request, here)
    return _page(request, here)


def _page(
    request: HttpRequest,
    here: Room,
    *,
    typed: dict[str, int | str] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    facts = {
        "room": here,
        "gathering": here.gathering,
        "ballot": here.ballot(typed),
        "sent": uuid4(),
        "refusal": refusal,
    }
    is_fragment = request.headers.get("X-Fragment")
    page = "rounds/_room.html" if is_fragment else "rounds/room.html"
    answer = render(request, page, facts, status=refusal.status if refusal else 200)
    return with_clock(answer, here.clock) if is_fragment else answer


def _vote(request: HttpRequest, here: Room) -> HttpResponse:
    """Keep what was chosen; a script sends one card at a time and is answered in kind."""
    typed: dict[str, int | str] = {}
    is_script = bool(request.headers.get("X-Fragment"))
    try:
        typed = _typed(request, here)
        _take(request, here, typed)
    except Refusal as refusal:
        if is_script:
            said = {"code": refusal.code, "sentence": str(refusal)}
            return JsonResponse(said, status=refusal.status)
        return _page(request, here, typed=typed, refusal=refusal)
    if is_script:
        return JsonResponse({"left": here.dots_left})
    messages.success(request, _("Your votes are kept. You can change them until the end."))
    return redirect(request.path)


def _typed(request: HttpRequest, here: Room) -> dict[str, int | str]:
    """Of the whole form, or of the cards that it names."""
    if here.run is None:
        raise NotAsked
    name = request.POST.get("phase", "")
    phase = next((one for one in method_of(here.run).phases if one.id == name), None)
    if phase is None or phase.entry.kind not in JUDGING:
        raise NotAsked
    if here.phase is None or here.phase.id != name:
        raise PhaseOver
    require_vote(here.arrival)
    keys = keys_in(request.POST)
    if not keys and (ballot := here.ballot()):
        keys = ballot.keys
    return answers_in(request.POST, phase, keys)


def _take(request: HttpRequest, here: Room, typed: dict[str, int | str]) -> None:
    if here.run is None or here.arrival is None:
        raise NotHere
    services.take_votes(
        here.run,
        here.arrival.voice,
        typed,
        sent=_uuid(request.POST.get("sent", "")),
        phase=request.POST["phase"],
        turn=number_in(request.POST.get("turn", "")),
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise ValueWrong from problem
