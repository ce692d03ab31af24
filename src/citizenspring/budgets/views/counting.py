"""The organiser's page of a count: how far it is, decisions against it, the end of the round."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citizenspring.budgets import queries, services
from citizenspring.budgets.forms.counting import OverrideForm
from citizenspring.budgets.models import Project, Round
from citizenspring.budgets.permissions import may_decide_round
from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.common.forms import refusals_shown
from citizenspring.common.numbers import whole_number
from citizenspring.people.second_factor import guarded
from citizenspring.people.services import acting_person

__all__ = ["count"]

LARGEST_KEY = 10**9


@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def count(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    budget = queries.round_of(process, activity, request.user)
    may_decide_round.require(request.user, budget)
    form = OverrideForm(request.POST if "override" in request.POST else None, budget=budget)
    if request.method == "POST" and _done(request, budget, form):
        return redirect(budget.page("count"))
    facts = {
        "budget": budget,
        "process": budget.activity.process,
        "form": form,
        "counting": queries.counting_of(budget),
        "results": queries.results_of(budget),
    }
    if request.headers.get("X-Fragment") == "1":
        return render(request, "budgets/_counting.html", facts)
    return render(request, "budgets/count.html", facts)


def _done(request: HttpRequest, budget: Round, form: OverrideForm) -> bool:
    """Do what was pressed; a refusal of an override stands beside what was typed."""
    if "override" in request.POST:
        return _overridden(request, budget, form)
    try:
        _act(request, budget)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return True


def _act(request: HttpRequest, budget: Round) -> None:
    by = acting_person(request)
    if "decide" in request.POST:
        services.decide(budget, by=by)
        messages.success(request, _("The round is decided, and everyone concerned is told."))
    elif "lift" in request.POST:
        key = whole_number(request.POST["lift"].strip(), largest=LARGEST_KEY) or 0
        found = budget.projects.filter(key=key)
        for project in found.filter(override__isnull=False):
            services.lift_override(project, by=by)
    elif "again" in request.POST:
        services.ask_for_count(budget)


def _overridden(request: HttpRequest, budget: Round, form: OverrideForm) -> bool:
    if not form.is_valid():
        return False
    project: Project = form.cleaned_data["project"]
    funds = project.number not in services.funded_after_all(budget)
    with refusals_shown(form):
        reason = form.cleaned_data["reason"]
        services.override(project, funds=funds, reason=reason, by=acting_person(request))
        messages.success(request, _("Noted, with its reason, in the public record."))
        return True
    return False
