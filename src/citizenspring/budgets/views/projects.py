"""Projects for everybody: the list with its map, and a page for each."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citizenspring.budgets import queries
from citizenspring.budgets.ideas_permissions import may_answer_project, may_make_project
from citizenspring.common.numbers import whole_number
from citizenspring.common.strangers import same_for_strangers

__all__ = ["flyer", "project", "projects"]

LARGEST_POT = 30_000


@require_safe
@same_for_strangers
def projects(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """What can be voted on, with the map; below it what cannot be done, with the reasons."""
    budget = queries.round_of(process, activity, request.user)
    pot = whole_number(request.GET.get("pot"), largest=LARGEST_POT)
    order = request.GET.get("sort", "")
    found = queries.projects_of(budget, pot, order)
    facts = {
        "budget": budget,
        "process": budget.activity.process,
        "projects": found,
        "pins": queries.project_pins(found.standing),
        "pots": list(budget.pots.all()),
        "pot": pot,
        "order": order,
        "orders": [
            ("", _("As numbered")),
            ("cheap", _("Lowest cost")),
            ("dear", _("Highest cost")),
        ],
        "may_make_project": may_make_project(request.user, budget),
    }
    return render(request, "budgets/projects.html", facts)


@require_safe
@same_for_strangers
def project(request: HttpRequest, process: str, activity: str, key: int) -> HttpResponse:
    """One project: what, how much, where, from which ideas, whether it can be done, and why."""
    budget = queries.round_of(process, activity, request.user)
    found, is_fixed = queries.project_of(budget, key), queries.is_fixed(budget)
    facts = {
        "budget": budget,
        "process": budget.activity.process,
        "project": found,
        "origins": queries.origins_of(found),
        "answers": list(found.answers.all()),
        "pins": queries.project_pins([found]),
        "may_make_project": may_make_project(request.user, budget) and not is_fixed,
        "may_answer": may_answer_project(request.user, budget) and not is_fixed,
    }
    return render(request, "budgets/project.html", facts)


@require_safe
def flyer(request: HttpRequest, process: str, activity: str, key: int) -> HttpResponse:
    """The project on one sheet to print and to hang up."""
    budget = queries.round_of(process, activity, request.user)
    found = queries.project_of(budget, key)
    address = request.build_absolute_uri(found.get_absolute_url())
    code = segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True)
    facts = {"budget": budget, "project": found, "address": address, "code": code}
    return render(request, "budgets/flyer.html", facts)
