"""Ideas: their list and map, one of them, proposing, changing, supporting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.budgets import queries, services
from citizenspring.budgets.ideas_forms import FindIdeasForm, IdeaForm
from citizenspring.budgets.ideas_permissions import may_change_idea, may_make_project
from citizenspring.budgets.models import Idea, Round
from citizenspring.common.errors import Missing
from citizenspring.common.forms import refusals_shown
from citizenspring.common.strangers import same_for_strangers
from citizenspring.moderation.queries import decisions_about
from citizenspring.people.services import acting_person
from citizenspring.processes.levels import gate

__all__ = ["edit", "idea", "idea_map", "ideas", "propose", "similar", "support", "withdraw"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


def _frame(budget: Round) -> dict[str, Any]:
    return {"budget": budget, "process": budget.activity.process}


@require_safe
@same_for_strangers
def ideas(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """All ideas, twenty to a page, as they were asked for."""
    budget = queries.round_of(process, activity, request.user)
    form = FindIdeasForm(request.GET, budget=budget)
    wanted = form.wanted()
    page = queries.ideas_page(budget, wanted, request.GET.get("page"))
    facts = {
        "form": form,
        "wanted": wanted,
        "page": page,
        "supported": queries.supported_by(request.user, page.object_list),
        "may_make_project": may_make_project(request.user, budget),
    }
    return render(request, "budgets/ideas.html", {**_frame(budget), **facts})


@require_safe
@same_for_strangers
def idea_map(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Where the ideas are; the list beside the map says the same."""
    budget = queries.round_of(process, activity, request.user)
    form = FindIdeasForm(request.GET, budget=budget)
    wanted = form.wanted()
    found = queries.ideas_found(budget, wanted)
    facts = {
        "form": form,
        "wanted": wanted,
        "marks": queries.idea_marks(budget, wanted),
        "pins": queries.idea_pins(budget, found),
        "page": queries.ideas_page(budget, wanted, request.GET.get("page")),
    }
    return render(request, "budgets/idea_map.html", {**_frame(budget), **facts})


@require_safe
@same_for_strangers
def idea(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """One idea and what became of it; hidden words stay hidden, the reason does not."""
    budget = queries.round_of(process, activity, request.user)
    shown = queries.idea_of(budget, number)
    is_mine = may_change_idea(request.user, shown)
    facts = {
        "idea": shown,
        "is_mine": is_mine,
        "is_read": shown.state == Idea.State.SHOWN or (is_mine and not shown.erased_at),
        "became": queries.became_of(shown),
        "pins": queries.pin_of(shown),
        "supports": bool(queries.supported_by(request.user, [shown])),
        "decisions": decisions_about(shown.node),
        "may_make_project": may_make_project(request.user, budget),
        "gate": gate(budget.activity, request.user),
        "is_fixed": queries.is_fixed(budget),
    }
    return render(request, "budgets/idea.html", {**_frame(budget), **facts})


@asks_and_does
def propose(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Propose an idea; what is like it is shown first, and what was typed always stays."""
    budget = queries.round_of(process, activity, request.user)
    form = IdeaForm(request.POST or None, budget=budget)
    alike: list[Idea] = []
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        if "none_of_these" not in request.POST:
            alike = queries.similar_ideas(budget, facts.title, facts.text)
        if not alike:
            with refusals_shown(form):
                made = services.propose_idea(budget, facts, by=acting_person(request))
                messages.success(request, _("Thank you. Your idea is on the list."))
                return redirect(made)
    return _form_page(request, budget, form, alike)


def _form_page(
    request: HttpRequest, budget: Round, form: IdeaForm, alike: list[Idea], **more: Any
) -> HttpResponse:
    facts = {"form": form, "similar": alike, "gate": gate(budget.activity, request.user), **more}
    facts["opens_more"] = form.has_more()
    return render(request, "budgets/propose.html", {**_frame(budget), **facts})


@require_POST
def similar(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The ideas like the one that is being typed, in any language; nothing is kept."""
    budget = queries.round_of(process, activity, request.user)
    title, text = request.POST.get("title", "")[:120], request.POST.get("text", "")[:500]
    facts = {"similar": queries.similar_ideas(budget, title, text)}
    return render(request, "budgets/_similar.html", {**_frame(budget), **facts})


@asks_and_does
def edit(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """Its author says it better, as long as nobody else stands behind it."""
    budget = queries.round_of(process, activity, request.user)
    found = queries.idea_of(budget, number)
    may_change_idea.require(request.user, found)
    if found.erased_at:
        raise Missing
    form = IdeaForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            services.edit_idea(found, form.facts(), by=acting_person(request))
            messages.success(request, _("Saved."))
            return redirect(found)
    return _form_page(request, budget, form, [], idea=found)


@require_POST
def withdraw(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    found = queries.idea_of(queries.round_of(process, activity, request.user), number)
    services.withdraw_idea(found, by=acting_person(request))
    messages.success(request, _("You took your idea back. Only you still see its words."))
    return redirect(found)


@require_POST
def support(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """Stand behind an idea, or no longer; then back to where the button was."""
    found = queries.idea_of(queries.round_of(process, activity, request.user), number)
    if request.POST.get("support") == "no":
        services.unsupport_idea(found, by=acting_person(request))
        messages.success(request, _("You no longer support this idea."))
    else:
        services.support_idea(found, by=acting_person(request))
        messages.success(request, _("Thank you. You are told what becomes of this idea."))
    return redirect(found)
