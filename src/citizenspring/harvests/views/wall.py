"""The wall: what the whole room sees."""

from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.queries import gathering_at
from citizenspring.harvests.queries.wall import Wall, wall_of
from citizenspring.rounds.clockface import clockface, prompts_in, with_clock
from citizenspring.rounds.queries import method_of

__all__ = ["wall"]

LOOKS = "light", "dark"


@require_safe
@never_cache
def wall(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Clock, prompt, themes forming, votes in the room; the fragment is all but the clock."""
    found = gathering_at(process, activity, request.user)
    show, look = request.GET.get("show", ""), request.GET.get("look", "")
    shown = wall_of(found, show=show)
    facts = {"wall": shown, "gathering": found, **_phones(found)}
    if request.headers.get("X-Fragment"):
        fragment = render(request, "harvests/_wall.html", facts)
        fragment["X-Run"] = shown.key
        return with_clock(fragment, shown.clock)
    facts |= _head(shown) | {"views": _views(), "show": show, "look": look}
    if look in LOOKS:
        facts["theme"] = look
    return render(request, "harvests/wall.html", facts)


def _views() -> list[tuple[str, str]]:
    return [
        ("", _("What fits the phase")),
        ("themes", _("Themes")),
        ("results", _("Result")),
        ("clock", _("Clock alone")),
    ]


def _head(shown: Wall) -> dict[str, Any]:
    """The clock, and what the phase asks in each language of the gathering."""
    if shown.run is None or shown.clock is None:
        return {}
    spoken = method_of(shown.run).languages
    languages = [code for code in shown.gathering.languages if code in spoken] or list(spoken)
    phase = shown.phase
    return {
        "face": clockface(shown.run, shown.clock, languages),
        "names": prompts_in(phase.name, languages) if phase else [],
        "prompts": prompts_in(phase.prompt, languages) if phase else [],
    }


def _phones(gathering: Gathering) -> dict[str, str]:
    """The short address that a room types or scans."""
    address = reverse("gatherings:short", args=[gathering.code])
    drawn = segno.make(f"{settings.PUBLIC_ADDRESS}{address}", error="m", micro=False)
    drawing = drawn.svg_inline(omitsize=True, border=2, light="white")
    return {
        "address": f"{urlsplit(settings.PUBLIC_ADDRESS).netloc}{address}",
        "code": mark_safe(drawing),  # noqa: S308  # squares, drawn from our own address
    }
