"""Setting up the phases and activities of a process."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from citizenspring.common.errors import Missing, NotAllowed, Refusal
from citizenspring.people.services import acting_person
from citizenspring.processes import queries, services
from citizenspring.processes.acts import ACTIVITY_ACTS
from citizenspring.processes.forms import ActivityForm, PhaseForm
from citizenspring.processes.models import Process
from citizenspring.processes.permissions import may_run

from .organise import asks_and_does, own

__all__ = ["activity_act", "edit_activity", "new_phase", "new_step", "phase", "remove_phase"]

PartForm = ActivityForm | PhaseForm


def _form_page(
    request: HttpRequest, process: Process, form: PartForm, title: str, save: Callable[[], object]
) -> HttpResponse:
    """Show a form until it is right and its act is done; a refusal keeps what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("processes:organise", process.slug)
    facts = {"form": form, "process": process, "title": title}
    return render(request, "processes/edit.html", facts)


@asks_and_does
def new_phase(request: HttpRequest, slug: str) -> HttpResponse:
    found = own(request, slug)
    form = PhaseForm(request.POST or None, spoken=found.languages)

    def save() -> None:
        services.add_phase(found, form.facts(), by=acting_person(request))

    return _form_page(request, found, form, _("Add a phase"), save)


@asks_and_does
def phase(request: HttpRequest, slug: str, phase_id: UUID) -> HttpResponse:
    found = own(request, slug)
    part = get_object_or_404(found.phases.select_related("process"), pk=phase_id)
    form = PhaseForm.of(part, request.POST or None)

    def save() -> None:
        services.edit_phase(part, form.facts(), by=acting_person(request))

    return _form_page(request, found, form, _("Change a phase"), save)


@asks_and_does
def remove_phase(request: HttpRequest, slug: str, phase_id: UUID) -> HttpResponse:
    """Ask once more, then remove the phase."""
    found = own(request, slug)
    part = get_object_or_404(found.phases.select_related("process"), pk=phase_id)
    if request.method != "POST":
        return render(request, "processes/remove_phase.html", {"process": found, "phase": part})
    services.remove_phase(part, by=acting_person(request))
    messages.success(request, _("The phase is removed."))
    return redirect("processes:organise", found.slug)


@asks_and_does
def new_step(request: HttpRequest, slug: str) -> HttpResponse:
    found = own(request, slug)
    form = ActivityForm(request.POST or None, spoken=found.languages)

    def save() -> None:
        services.create_activity(found, "step", form.facts(), by=acting_person(request))

    return _form_page(request, found, form, _("Add a step outside this website"), save)


@asks_and_does
def edit_activity(request: HttpRequest, slug: str, activity_slug: str) -> HttpResponse:
    """Change the texts and times of any activity; its method has its own page."""
    found = own(request, slug)
    part = get_object_or_404(found.activities.select_related("process"), slug=activity_slug)
    form = ActivityForm.of(part, request.POST or None)

    def save() -> None:
        services.edit_activity(part, form.facts(), by=acting_person(request))

    return _form_page(request, found, form, _("Change texts and times"), save)


@asks_and_does
def activity_act(request: HttpRequest, slug: str, activity_slug: str, name: str) -> HttpResponse:
    """Ask once more, then open, announce or close the activity."""
    seen = queries.activities_visible_to(request.user)
    part = get_object_or_404(seen, process__slug=slug, slug=activity_slug)
    may_run.require(request.user, part)
    if name not in ACTIVITY_ACTS:
        raise Missing
    wanted = ACTIVITY_ACTS[name]
    if request.method != "POST":
        facts = {"process": part.process, "activity": part, "act": wanted}
        return render(request, "processes/confirm.html", facts)
    try:
        wanted.do(part, by=acting_person(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(wanted.done))
    return redirect("processes:organise", part.process.slug)
