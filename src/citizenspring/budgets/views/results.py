"""What a count found: the result, why, whose money went where, and what my share paid for."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.ballots.services.sealing import ballots_file
from citizenspring.budgets import queries
from citizenspring.budgets.bars import bar
from citizenspring.budgets.errors import BallotUnreadable
from citizenspring.budgets.explaining import cents
from citizenspring.budgets.forms.counting import chosen_in
from citizenspring.budgets.methods import method_sentences
from citizenspring.budgets.models import Round
from citizenspring.budgets.queries.results import PotResult
from citizenspring.budgets.shares import share_of
from citizenspring.budgets.whys import why_of
from citizenspring.common.errors import Missing

__all__ = ["ballots_file_of", "groups", "mine", "result_file", "results", "why"]


def _base(budget: Round) -> dict[str, Any]:
    return {"budget": budget, "process": budget.activity.process}


@require_safe
def results(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The whole page, or the part that changes while votes are counted."""
    budget = queries.round_of(process, activity, request.user)
    facts = {
        **_base(budget),
        "counting": queries.counting_of(budget),
        "results": queries.results_of(budget),
        "method": method_sentences(budget),
    }
    is_fragment = request.headers.get("X-Fragment") == "1"
    template = "budgets/_results.html" if is_fragment else "budgets/results.html"
    response = render(request, template, facts)
    patch_vary_headers(response, ["X-Fragment"])
    if is_fragment:
        response["Cache-Control"] = "no-store"
    return response


@require_safe
def why(request: HttpRequest, process: str, activity: str, key: int) -> HttpResponse:
    budget = queries.round_of(process, activity, request.user)
    project = queries.project_of(budget, key)
    project.round = budget
    found = why_of(project)
    if found is None:
        raise Missing
    facts = {**_base(budget), "project": project, "why": found}
    return render(request, "budgets/why.html", {**facts, "method": method_sentences(budget)})


@require_safe
def groups(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    budget = queries.round_of(process, activity, request.user)
    found = [(one, queries.groups_in(one)) for one in queries.results_of(budget)]
    return render(request, "budgets/groups.html", {**_base(budget), "tables": found})


@require_safe
def result_file(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Both results as published, for pages that compute on the device and for everybody."""
    budget = queries.round_of(process, activity, request.user)
    found = queries.published(budget)
    if not found["pots"]:
        raise Missing
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


@require_safe
def ballots_file_of(request: HttpRequest, process: str, activity: str) -> StreamingHttpResponse:
    """All published ballots, among which a browser finds the one of a receipt by itself."""
    budget = queries.round_of(process, activity, request.user)
    if budget.poll is None or not budget.poll.is_sealed:
        raise Missing
    return StreamingHttpResponse(ballots_file(budget.poll), content_type="text/csv; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
def mine(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """What my share paid for: on the device; without scripts here, and nothing is kept."""
    budget = queries.round_of(process, activity, request.user)
    found = queries.results_of(budget)
    if not found:
        raise Missing
    facts = {**_base(budget), "results": found}
    if request.method == "POST":
        facts["shares"] = [share for one in found if (share := _share(one, request.POST))]
        facts["refusal"] = "" if facts["shares"] else BallotUnreadable()
    return render(request, "budgets/mine.html", facts)


def _share(result: PotResult, sent: Any) -> dict[str, Any] | None:
    chosen = chosen_in(result, sent)
    if not chosen:
        return None
    share = share_of(result.official.result, chosen)
    lines = [
        (project, number in share.funded, _cents(share.paid.get(number)))
        for number, project in result.projects.items()
        if number in chosen
    ]
    paid = [(project.title, due, "odd") for project, _is_funded, due in lines if due]
    return {
        "pot": result.pot,
        "had": _cents(share.had),
        "left": _cents(share.left),
        "pays": bool(share.paid),
        "lines": lines,
        "bar": bar(_cents(share.had) or Decimal(0), paid),
    }


def _cents(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else cents(amount)
