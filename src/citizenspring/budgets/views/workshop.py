"""Where organisers turn ideas into projects and say which can be done."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.budgets import queries, services
from citizenspring.budgets.ideas_forms import FindIdeasForm
from citizenspring.budgets.ideas_permissions import may_answer_project, may_make_project
from citizenspring.budgets.models import Idea, Round
from citizenspring.budgets.projects_forms import AnswerForm, ProjectForm, WithdrawForm
from citizenspring.common.forms import refusals_shown
from citizenspring.common.numbers import whole_number
from citizenspring.people.services import acting_person

__all__ = ["answer", "edit", "new", "withdraw", "workshop"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])
MOST_CHOSEN = 50
LARGEST = 10**9


def _page(
    request: HttpRequest, template: str, budget: Round, facts: dict[str, Any]
) -> HttpResponse:
    frame = {
        "budget": budget,
        "process": budget.activity.process,
        "is_fixed": queries.is_fixed(budget),
    }
    return render(request, f"budgets/{template}.html", {**frame, **facts})


@require_safe
def workshop(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Every project with what it still lacks, and the ideas to choose from."""
    budget = queries.round_of(process, activity, request.user)
    may_answer_project.require(request.user, budget)
    form = FindIdeasForm(request.GET, budget=budget)
    wanted = form.wanted()
    facts = {
        "bench": queries.bench_of(budget),
        "form": form,
        "wanted": wanted,
        "page": queries.ideas_page(budget, wanted, request.GET.get("page")),
        "may_make_project": may_make_project(request.user, budget),
    }
    return _page(request, "workshop", budget, facts)


def _chosen(request: HttpRequest, budget: Round) -> list[Idea]:
    named = (whole_number(said, largest=LARGEST) for said in request.GET.getlist("idea"))
    numbers = [number for number in named if number is not None][:MOST_CHOSEN]
    found = Idea.objects.filter(round=budget, state=Idea.State.SHOWN, number__in=numbers)
    return list(found.select_related("territory").order_by("number"))


@asks_and_does
def new(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """A project of the chosen ideas, or of none."""
    budget = queries.round_of(process, activity, request.user)
    may_make_project.require(request.user, budget)
    form = ProjectForm.from_ideas(budget, _chosen(request, budget), request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            ideas, by = form.cleaned_data["ideas"], acting_person(request)
            reason = form.text("reason")
            services.make_project(budget, form.facts(), ideas, reason=reason, by=by)
            messages.success(request, _("The project is made. Next: can it be done?"))
            return redirect(budget.page("workshop"))
    return _page(request, "project_form", budget, {"form": form})


@asks_and_does
def edit(request: HttpRequest, process: str, activity: str, key: int) -> HttpResponse:
    """Change a project, and name further ideas it comes from."""
    budget = queries.round_of(process, activity, request.user)
    may_make_project.require(request.user, budget)
    project = queries.project_of(budget, key)
    form = ProjectForm.of(project, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            ideas, by = form.cleaned_data["ideas"], acting_person(request)
            reason = form.text("reason")
            services.edit_project(project, form.facts(), ideas, reason=reason, by=by)
            messages.success(request, _("Saved."))
            return redirect(budget.page("workshop"))
    return _page(request, "project_form", budget, {"form": form, "project": project})


@asks_and_does
def answer(request: HttpRequest, process: str, activity: str, key: int) -> HttpResponse:
    """Say whether it can be done, with the reason that everybody reads."""
    budget = queries.round_of(process, activity, request.user)
    may_answer_project.require(request.user, budget)
    project = queries.project_of(budget, key)
    costs = {name: getattr(project, name) for name in ("cost_low", "cost_high", "cost")}
    spoken = budget.activity.process.languages
    form = AnswerForm(request.POST or None, initial=costs, spoken=spoken)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            verdict, said = form.cleaned_data["verdict"], form.text("reason")
            by = acting_person(request)
            services.answer_feasibility(project, verdict, said, form.facts(), by=by)
            messages.success(request, _("Answered. Everybody who took part is told."))
            return redirect(budget.page("workshop"))
    facts = {"form": form, "project": project, "answers": list(project.answers.all())}
    return _page(request, "answer_form", budget, facts)


@asks_and_does
def withdraw(request: HttpRequest, process: str, activity: str, key: int) -> HttpResponse:
    """Take a project off before the vote, with a public reason."""
    budget = queries.round_of(process, activity, request.user)
    may_make_project.require(request.user, budget)
    project = queries.project_of(budget, key)
    form = WithdrawForm(request.POST or None, spoken=budget.activity.process.languages)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            services.withdraw_project(project, form.text("reason"), by=acting_person(request))
            messages.success(request, _("The project is withdrawn. Its page stays."))
            return redirect(budget.page("workshop"))
    return _page(request, "withdraw_form", budget, {"form": form, "project": project})
