"""The pages of funded projects: the list, each commitment, and what its steward reports."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.budgets import services
from citizenspring.budgets.forms.following import CommitmentForm, ReportForm
from citizenspring.budgets.models import Commitment, Round
from citizenspring.budgets.permissions import may_report, may_set_commitment
from citizenspring.budgets.queries import round_of
from citizenspring.budgets.queries.following import (
    commitment_at,
    commitments_csv,
    overview_of,
    reports_of,
)
from citizenspring.common.forms import refusals_shown
from citizenspring.people.second_factor import guarded
from citizenspring.people.services import acting_person

__all__ = ["commitment", "commitments", "commitments_file", "owe", "report"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


def _found(request: HttpRequest, process: str, activity: str, key: int) -> Commitment:
    return commitment_at(round_of(process, activity, request.user), key)


@require_safe
def commitments(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """What was promised, what was spent, what is late."""
    budget = round_of(process, activity, request.user)
    facts = {"budget": budget, "overview": overview_of(budget)}
    return render(request, "budgets/commitments.html", facts)


@require_safe
def commitments_file(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    budget: Round = round_of(process, activity, request.user)
    answer = HttpResponse(commitments_csv(budget), content_type="text/csv; charset=utf-8")
    name = f"{budget.activity.slug}-commitments.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def commitment(request: HttpRequest, process: str, activity: str, key: int) -> HttpResponse:
    """One funded project after the vote, with everything that was reported."""
    found = _found(request, process, activity, key)
    facts = {
        "budget": found.project.round,
        "commitment": found,
        "reports": reports_of(found),
        "may_report": may_report(request.user, found),
        "may_set": may_set_commitment(request.user, found),
    }
    return render(request, "budgets/commitment.html", facts)


@asks_and_does
@guarded
def owe(request: HttpRequest, process: str, activity: str, key: int) -> HttpResponse:
    """Say who owes it, and by when."""
    found = _found(request, process, activity, key)
    may_set_commitment.require(request.user, found)
    form = CommitmentForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            services.set_commitment(found, form.facts(), by=acting_person(request))
            messages.success(request, _("Saved. Everybody sees it."))
            return redirect(found)
    facts = {"commitment": found, "budget": found.project.round, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "budgets/owe.html", facts, status=status)


@asks_and_does
@guarded
def report(request: HttpRequest, process: str, activity: str, key: int) -> HttpResponse:
    """Say how far it is."""
    found = _found(request, process, activity, key)
    may_report.require(request.user, found)
    form = ReportForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            services.report(found, form.facts(), by=acting_person(request))
            messages.success(request, _("Thank you. Everyone who took part is told."))
            return redirect(found)
    facts = {"commitment": found, "budget": found.project.round, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "budgets/report.html", facts, status=status)
