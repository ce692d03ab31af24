"""After a gathering: how it was, who came, what it cost, what happens next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.common.forms import refusals_shown
from citizenspring.gatherings import queries
from citizenspring.gatherings.after_forms import (
    ExitForm,
    FinishForm,
    StepForm,
    cost_lines,
    costs_said,
)
from citizenspring.gatherings.exports import attendance_csv
from citizenspring.gatherings.here import here_of
from citizenspring.gatherings.models import Gathering, NextStep
from citizenspring.gatherings.permissions import may_say_what_came_after
from citizenspring.gatherings.queries import after as found_after
from citizenspring.gatherings.services import after as services
from citizenspring.people.services import acting_person

__all__ = ["after", "as_csv", "change_step", "costs", "exit_poll", "finish_step", "steps"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def after(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The public page: nobody's name, and no figure under ten."""
    found = queries.gathering_at(process, activity, request.user)
    may = may_say_what_came_after(request.user, found)
    facts = {
        "gathering": found,
        "exit": found_after.exit_result_of(found),
        "words": found_after.exit_words_of(found) if may else [],
        "attendance": found_after.attendance_of(found),
        "is_over": found_after.is_over(found),
        "costs": found_after.costs_of(found),
        "steps": found_after.next_steps_of(found),
        "may_edit": may,
    }
    return render(request, "gatherings/after.html", facts)


@require_safe
def as_csv(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The attendance as a file, with the same cells hidden."""
    found = queries.gathering_at(process, activity, request.user)
    text = attendance_csv(found_after.attendance_of(found))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.activity.slug}-came.csv"'
    return answer


@asks_and_does
@never_cache
def exit_poll(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Say how it was, on the phone that was in the room."""
    found = queries.gathering_at(process, activity, request.user)
    mine = here_of(request, found)
    arrival = getattr(mine, "arrival", None)
    form = ExitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            services.say_how_it_was(
                found_after.here_or_refusal(mine),
                form.marks(),
                words=form.cleaned_data["words"],
                language=form.language(),
            )
            messages.success(request, _("Thank you. It is kept without your name."))
            return redirect(found.page("after"))
    facts = {"gathering": found, "form": form, "arrival": arrival, "mine": mine}
    return render(request, "gatherings/exit.html", facts, status=422 if form.errors else 200)


def _own(request: HttpRequest, process: str, activity: str) -> Gathering:
    found = queries.gathering_at(process, activity, request.user)
    may_say_what_came_after.require(request.user, found)
    return found


@asks_and_does
def costs(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Every line of what it cost; an emptied line is gone."""
    found = _own(request, process, activity)
    form = cost_lines(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.set_costs(found, costs_said(form), by=acting_person(request))
        messages.success(request, _("Saved, and public at once."))
        return redirect(found.page("costs"))
    facts = {"gathering": found, "form": form, "costs": found_after.costs_of(found)}
    status = 422 if request.method == "POST" else 200
    return render(request, "gatherings/costs.html", facts, status=status)


@asks_and_does
def steps(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """What happens next: those that are owed, and a form for one more."""
    found = _own(request, process, activity)
    spoken = found.activity.process.languages
    form = StepForm(request.POST or None, spoken=spoken)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            services.say_next_step(found, form.facts(), by=acting_person(request))
            messages.success(request, _("Public now, and whoever was there hears of it."))
            return redirect(found.page("steps"))
    facts = {"gathering": found, "form": form, "steps": found_after.next_steps_of(found)}
    return render(request, "gatherings/steps.html", facts, status=422 if form.errors else 200)


def _own_step(request: HttpRequest, process: str, activity: str, step: Any) -> NextStep:
    found = _own(request, process, activity)
    row: NextStep = get_object_or_404(found.next_steps, pk=step)
    row.gathering = found
    return row


@asks_and_does
def change_step(request: HttpRequest, process: str, activity: str, step: Any) -> HttpResponse:
    """Change its words, its owner or its day; the record keeps what stood there."""
    row = _own_step(request, process, activity, step)
    form = StepForm.of_step(row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            services.change_step(row, form.facts(), by=acting_person(request))
            return redirect(row.gathering.page("steps"))
    return _step_page(request, row, form, _("Change a next step"))


@asks_and_does
def finish_step(request: HttpRequest, process: str, activity: str, step: Any) -> HttpResponse:
    """Say in public what came of it."""
    row = _own_step(request, process, activity, step)
    form = FinishForm(request.POST or None, spoken=row.gathering.activity.process.languages)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            services.finish_step(row, form.text("how"), by=acting_person(request))
            return redirect(row.gathering.page("after"))
    return _step_page(request, row, form, _("What came of it?"))


def _step_page(request: HttpRequest, row: NextStep, form: Any, title: str) -> HttpResponse:
    facts = {"gathering": row.gathering, "step": row, "form": form, "title": title}
    return render(request, "gatherings/step.html", facts, status=422 if form.errors else 200)
