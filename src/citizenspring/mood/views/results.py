"""What a mood check found: figures, map, forecast, words, files."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from citizenspring.city.queries import communes
from citizenspring.common.strangers import same_for_strangers
from citizenspring.mood import exports, queries

__all__ = ["figures", "results", "words"]

PAGE_SIZE = 50


@require_safe
@same_for_strangers
def results(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The whole page, or the part that changes for a page that was told of a new count."""
    found = queries.mood_at(process, activity, request.user)
    names = {one.code: (one.name, one.population) for one in communes()}
    facts = {
        "mood": found,
        "standing": queries.standing_of(found, now()),
        "results": queries.results_of(found, names),
        "next": queries.next_of(found, request.user),
    }
    is_fragment = request.headers.get("X-Fragment") == "1"
    response = render(request, "mood/_results.html" if is_fragment else "mood/results.html", facts)
    # A browser that goes back must not find the part in the place of the page.
    patch_vary_headers(response, ["X-Fragment"])
    if is_fragment:
        response["Cache-Control"] = "no-store"
    return response


@require_safe
def figures(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Every published figure as a file for spreadsheets."""
    found = queries.mood_at(process, activity, request.user)
    response = HttpResponse(exports.figures_csv(found), content_type="text/csv; charset=utf-8")
    name = f'attachment; filename="{found.activity.slug}-figures.csv"'
    response["Content-Disposition"] = name
    return response


@require_safe
@same_for_strangers
def words(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """What people wrote: by theme, then one by one."""
    found = queries.mood_at(process, activity, request.user)
    facts = {
        "mood": found,
        "themes": queries.themes_of(found),
        "page": Paginator(queries.remarks_of(found), PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "mood/words.html", facts)
