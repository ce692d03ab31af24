"""The organiser's pages of a round: making it, changing it, and moving it on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.budgets import services
from citizenspring.budgets.forms import RoundForm
from citizenspring.budgets.models import Round
from citizenspring.budgets.permissions import may_edit_round, may_make_round, may_move_round
from citizenspring.budgets.queries import has_reached, round_of
from citizenspring.budgets.steps import STEPS, steps_page
from citizenspring.common.errors import Missing, NotAllowed, Refusal
from citizenspring.common.forms import refusals_shown
from citizenspring.people.second_factor import guarded
from citizenspring.people.services import acting_person
from citizenspring.processes.models import Process
from citizenspring.processes.queries import visible_to

__all__ = ["edit", "new", "stages", "step"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


def own(request: HttpRequest, process: str, activity: str) -> Round:
    found = round_of(process, activity, request.user)
    may_edit_round.require(request.user, found)
    return found


@asks_and_does
@guarded
def new(request: HttpRequest, process: str) -> HttpResponse:
    found = get_object_or_404(visible_to(request.user), slug=process)
    may_make_round.require(request.user, found)
    form = RoundForm(request.POST or None, process=found)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            facts, pots = form.round_facts(), form.pots()
            made = services.create_round(found, facts, pots, by=acting_person(request))
            messages.success(request, _("The round is a draft. This is what happens next."))
            return redirect(made.page("stages"))
    return _form_page(request, found, form, None)


@asks_and_does
@guarded
def edit(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    found = own(request, process, activity)
    if request.method != "POST" and has_reached(found, Round.Stage.VOTE):
        return redirect(found.page("stages"))
    form = RoundForm.of_round(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            facts, pots = form.round_facts(), form.pots()
            services.edit_round(found, facts, pots, by=acting_person(request))
            messages.success(request, _("Saved."))
            return redirect(found.page("stages"))
    return _form_page(request, found.activity.process, form, found)


def _form_page(
    request: HttpRequest, process: Process, form: RoundForm, budget: Round | None
) -> HttpResponse:
    title = _("Change the budget round") if budget else _("A new budget round")
    facts = {"process": process, "form": form, "title": title, "budget": budget}
    return render(request, "budgets/edit.html", facts)


@require_safe
@guarded
def stages(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Where the round stands, what comes next, and what is missing for it."""
    found = own(request, process, activity)
    return render(request, "budgets/stages.html", steps_page(found))


@asks_and_does
@guarded
def step(request: HttpRequest, process: str, activity: str, stage: str) -> HttpResponse:
    """Ask once more, then begin the next stage."""
    found = own(request, process, activity)
    may_move_round.require(request.user, found)
    if stage not in STEPS:
        raise Missing
    if request.method != "POST":
        facts = {**steps_page(found), "step": STEPS[stage]}
        return render(request, "budgets/step.html", facts)
    try:
        STEPS[stage].do(found, by=acting_person(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(STEPS[stage].done))
    return redirect(found.page("stages"))
