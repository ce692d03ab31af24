"""The public page of a round."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citizenspring.budgets.queries import round_of

__all__ = ["page"]


@require_safe
def page(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """What the round is about, where it stands, and what one can do now."""
    budget = round_of(process, activity, request.user)
    facts = {"budget": budget, "process": budget.activity.process}
    return render(request, "budgets/round.html", facts)
