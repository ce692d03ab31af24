"""Setting up the phases and activities of a process."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from citizenspring.common.errors import Missing
from citizenspring.people.second_factor import guarded
from citizenspring.people.services import acting_person
from citizenspring.processes import queries, services
from citizenspring.processes.acts import ACTIVITY_ACTS
from citizenspring.processes.forms import ActivityForm, PhaseForm
from citizenspring.processes.permissions import may_run

from .asking import asks_and_does, confirmation, form_page
from .organise import own

__all__ = ["activity_act", "edit_activity", "new_phase", "new_step", "phase", "remove_phase"]


@asks_and_does
@guarded
def new_phase(request: HttpRequest, slug: str) -> HttpResponse:
    found = own(request, slug)
    form = PhaseForm(request.POST or None, spoken=found.languages)

    def save() -> None:
        services.add_phase(found, form.facts(), by=acting_person(request))

    return form_page(request, found, form, save, title=_("Add a phase"))


@asks_and_does
@guarded
def phase(request: HttpRequest, slug: str, phase_id: UUID) -> HttpResponse:
    found = own(request, slug)
    part = get_object_or_404(found.phases.select_related("process"), pk=phase_id)
    form = PhaseForm.of(part, request.POST or None)

    def save() -> None:
        services.edit_phase(part, form.facts(), by=acting_person(request))

    return form_page(request, found, form, save, title=_("Change a phase"))


@asks_and_does
@guarded
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
@guarded
def new_step(request: HttpRequest, slug: str) -> HttpResponse:
    found = own(request, slug)
    form = ActivityForm(request.POST or None, spoken=found.languages)

    def save() -> None:
        services.create_activity(found, "step", form.facts(), by=acting_person(request))

    return form_page(request, found, form, save, title=_("Add a step outside this website"))


@asks_and_does
@guarded
def edit_activity(request: HttpRequest, slug: str, activity_slug: str) -> HttpResponse:
    """Change the texts and times of any activity; its method has its own page."""
    found = own(request, slug)
    part = get_object_or_404(found.activities.select_related("process"), slug=activity_slug)
    form = ActivityForm.of(part, request.POST or None)

    def save() -> None:
        services.edit_activity(part, form.facts(), by=acting_person(request))

    return form_page(request, found, form, save, title=_("Change texts and times"))


@asks_and_does
@guarded
def activity_act(request: HttpRequest, slug: str, activity_slug: str, name: str) -> HttpResponse:
    """Ask once more, then open, announce or close the activity."""
    seen = queries.activities_visible_to(request.user)
    part = get_object_or_404(seen, process__slug=slug, slug=activity_slug)
    may_run.require(request.user, part)
    if name not in ACTIVITY_ACTS:
        raise Missing
    return confirmation(request, part.process, ACTIVITY_ACTS[name], part, activity=part)
