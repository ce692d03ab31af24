"""The public harvest: themes, cards by table, and files."""

import json

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citizenspring.common.strangers import same_for_strangers
from citizenspring.harvests.exports import as_plain, harvest_csv
from citizenspring.harvests.permissions import may_send_cards, may_shape_themes
from citizenspring.harvests.queries import harvest as reading
from citizenspring.harvests.queries.chosen import chosen_in

__all__ = ["as_csv", "as_json", "cards", "harvest"]

THEMES, CARDS = 20, 50
# The cards of a table stand on one page, so that an address can lead to one of them.
CARDS_OF_A_TABLE = 400


@require_safe
@same_for_strangers
def harvest(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """What the tables brought home, theme by theme, and where it went on to."""
    found = reading.harvest_at(process, activity, request.user)
    gathering = found.gathering
    pages = Paginator(reading.theme_rows(gathering), THEMES)
    listed = pages.get_page(request.GET.get("page"))
    facts = {
        "harvest": found,
        "gathering": gathering,
        "figures": reading.figures_of(gathering),
        "page": listed,
        "themes": reading.with_first_cards(gathering, listed),
        "chosen": chosen_in(gathering),
        "reached": reading.places_reached(gathering),
        "tables": reading.tables_of(gathering),
        "next_steps": gathering.next_steps.all(),
        "may_shape": may_shape_themes(request.user, gathering),
        "may_send": may_send_cards(request.user, gathering),
    }
    return render(request, "harvests/harvest.html", facts)


@require_safe
@same_for_strangers
def cards(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Cards, by theme, table, part of the day or language."""
    found = reading.harvest_at(process, activity, request.user)
    wanted = reading.Wanted.read(request.GET.dict())
    on_a_page = CARDS if wanted.table is None else CARDS_OF_A_TABLE
    pages = Paginator(reading.found_cards(found.gathering, wanted), on_a_page)
    facts = {
        "harvest": found,
        "gathering": found.gathering,
        "wanted": wanted,
        "page": pages.get_page(request.GET.get("page")),
        "themes": reading.theme_rows(found.gathering),
        "tables": reading.tables_of(found.gathering),
        "phases": reading.phases_of(found.gathering).items(),
        "languages": reading.figures_of(found.gathering).languages,
        "theme": reading.theme_wanted(found.gathering, wanted),
    }
    return render(request, "harvests/cards.html", facts)


@require_safe
@same_for_strangers
def as_csv(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Every card as a line of a table."""
    found = reading.harvest_at(process, activity, request.user)
    answer = HttpResponse(harvest_csv(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="harvest-{activity}.csv"'
    return answer


@require_safe
@same_for_strangers
def as_json(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The same for programs."""
    found = reading.harvest_at(process, activity, request.user)
    text = json.dumps(as_plain(found), ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="harvest-{activity}.json"'
    return answer
