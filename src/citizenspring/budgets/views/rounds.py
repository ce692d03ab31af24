"""The public page of a round."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citizenspring.budgets import queries
from citizenspring.budgets.permissions import may_edit_round
from citizenspring.budgets.templatetags.budgets import money_bars
from citizenspring.processes.levels import gate

__all__ = ["page"]


@require_safe
def page(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """What the round is about, where it stands, and what one can do now."""
    budget = queries.round_of(process, activity, request.user)
    pots = list(queries.pots_of(budget))
    projects = queries.projects_shown(budget)
    facts = {
        "budget": budget,
        "process": budget.activity.process,
        "now": queries.now_of(budget, request.user),
        "gate": gate(budget.activity, request.user) if budget.takes_ideas else None,
        "total": queries.total_of(budget),
        "pots": pots,
        "bars": money_bars(pots, budget.currency),
        "counts": queries.counts_of(budget),
        "projects": projects,
        "all_projects": budget.page("projects") if projects else "",
        "milestones": queries.milestones(budget),
        "may_edit": may_edit_round(request.user, budget),
    }
    return render(request, "budgets/round.html", facts)
