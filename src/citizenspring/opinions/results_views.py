"""Pages of what a map found: the results, all statements with their figures, downloads."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from citizenspring.common.strangers import same_for_strangers

from . import exports, queries
from .models import OpinionMap
from .permissions import may_see_results
from .results import read
from .results_queries import ORDERS, ordered_numbers, own_place, readings, results_of

__all__ = ["download", "results", "statement_table"]

ROWS = 50


def _found(request: HttpRequest, process: str, activity: str) -> OpinionMap:
    opinion_map = queries.map_at(process, activity, request.user)
    may_see_results.require(request.user, opinion_map)
    return opinion_map


@require_safe
@same_for_strangers
def results(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The whole page, or the part that changes for a page that was told of a new version."""
    opinion_map = _found(request, process, activity)
    version = queries.latest_version(opinion_map)
    language = get_language() or "fr"
    facts = {
        "map": opinion_map,
        "version": version,
        "results": version and results_of(version, opinion_map, language),
        "flag": queries.flag_of(opinion_map),
        "downloads": exports.offered(opinion_map, request.user),
        "place": version and own_place(request.user, opinion_map, version),
    }
    is_fragment = request.headers.get("X-Fragment") == "1"
    template = "opinions/_results.html" if is_fragment else "opinions/results.html"
    response = render(request, template, facts)
    # A browser that goes back must not find the part in the place of the page.
    patch_vary_headers(response, ["X-Fragment"])
    if is_fragment:
        response["Cache-Control"] = "no-store"
    return response


@require_safe
@same_for_strangers
def statement_table(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Every statement with everybody's and each group's votes, fifty to a page."""
    opinion_map = _found(request, process, activity)
    version = queries.latest_version(opinion_map)
    order = request.GET.get("order", "common")
    order = order if order in ORDERS else "common"
    numbers = ordered_numbers(version.result, order) if version else []
    page = Paginator(numbers, ROWS).get_page(request.GET.get("page"))
    facts: dict[str, Any] = {
        "map": opinion_map,
        "version": version,
        "order": order,
        "page": page,
    }
    if version:
        known = readings(opinion_map, page.object_list, get_language() or "fr")
        found = read(version.result, known, votes=version.votes_counted)
        by_number = {line.statement.number: line for line in found.lines}
        facts["lines"] = [by_number[number] for number in page.object_list if number in by_number]
        facts["results"] = found
    return render(request, "opinions/statement_table.html", facts)


@require_safe
def download(request: HttpRequest, process: str, activity: str, name: str) -> HttpResponseBase:
    """A file of the map's open data; an unknown name is 404."""
    return exports.answer(_found(request, process, activity), name, request.user)
