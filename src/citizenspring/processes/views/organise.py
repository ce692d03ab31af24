"""Setting up a process: its texts, its opening and end, its outcome."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citizenspring.common.errors import Missing, NotAllowed
from citizenspring.people.second_factor import guarded
from citizenspring.people.services import acting_person
from citizenspring.processes import queries, services
from citizenspring.processes.acts import PROCESS_ACTS
from citizenspring.processes.forms import OutcomeForm, ProcessForm
from citizenspring.processes.models import Process
from citizenspring.processes.permissions import may_organise, may_prepare, may_start_process
from citizenspring.processes.workshop import workshop

from .asking import asks_and_does, confirmation, form_page

__all__ = ["act", "edit", "mine", "new", "organise", "outcome", "own"]


def own(request: HttpRequest, slug: str) -> Process:
    """A process the visitor may change; a draft of others does not exist for her."""
    visible = queries.visible_to(request.user).select_related("node")
    found = get_object_or_404(visible.prefetch_related("territories", "phases"), slug=slug)
    may_organise.require(request.user, found)
    return found


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The processes the visitor organises."""
    facts = {
        "found": queries.organised_by(request.user).order_by("state", "-created_at")[:200],
        "may_start": may_start_process(request.user, None),
    }
    if not facts["found"] and not facts["may_start"]:
        raise NotAllowed(may_start_process.reason)
    return render(request, "processes/organise_list.html", facts)


@asks_and_does
@guarded
def new(request: HttpRequest) -> HttpResponse:
    may_start_process.require(request.user, None)
    form = ProcessForm(request.POST or None, initial={"languages_of_process": ["fr", "nl", "en"]})
    if request.method == "POST" and form.is_valid():
        made = services.create_process(form.facts(), by=acting_person(request))
        messages.success(request, _("The draft is saved. Only you and other organisers see it."))
        return redirect("processes:organise", made.slug)
    title = _("Start a process")
    return render(request, "processes/edit.html", {"form": form, "title": title})


@require_safe
def organise(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything an organiser can do with a process, on one page."""
    found = get_object_or_404(queries.visible_to(request.user), slug=slug)
    may_prepare.require(request.user, found)
    facts = {"process": found, "workshop": workshop(found, request.user)}
    return render(request, "processes/organise.html", facts)


@asks_and_does
@guarded
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    found = own(request, slug)
    form = ProcessForm.of(found, request.POST or None)

    def save() -> None:
        services.edit_process(found, form.facts(), by=acting_person(request))

    return form_page(request, found, form, save, title=_("Texts, themes and places"))


@asks_and_does
@guarded
def act(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Ask once more, then open, close or archive the process."""
    found = own(request, slug)
    if name not in PROCESS_ACTS:
        raise Missing
    missing = queries.missing_for_opening(found) if name == "open" else []
    return confirmation(request, found, PROCESS_ACTS[name], found, missing=missing)


@asks_and_does
@guarded
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what was decided and why."""
    found = own(request, slug)
    texts = {"outcome": found.outcome}
    form = OutcomeForm(request.POST or None, texts=texts, spoken=found.languages)

    def save() -> None:
        said, why = form.text("outcome"), form.text("reason")
        services.record_outcome(found, said, reason=why, by=acting_person(request))

    words = {"title": _("Say what was decided"), "done": _("The outcome is public now.")}
    return form_page(request, found, form, save, **words)
