"""Making an opinion map, changing it, and closing it into common ground."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citizenspring.common.forms import refusals_shown
from citizenspring.opinions import queries, services
from citizenspring.opinions.forms import GroundForm
from citizenspring.opinions.models import OpinionMap
from citizenspring.opinions.organising_forms import RULES, EditMapForm, NewMapForm
from citizenspring.opinions.permissions import may_edit_map, may_make_map
from citizenspring.people.services import acting_person
from citizenspring.processes.models import Process
from citizenspring.processes.queries import visible_to

__all__ = ["close", "edit", "new"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


@asks_and_does
def new(request: HttpRequest, process: str) -> HttpResponse:
    found = get_object_or_404(visible_to(request.user), slug=process)
    may_make_map.require(request.user, found)
    form = NewMapForm(request.POST or None, spoken=found.languages)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            made = _make(request, found, form)
            messages.success(request, _("The opinion map is a draft. Open it when it is ready."))
            return redirect(made.page("edit"))
    return _form_page(request, found, form, _("A new opinion map"))


def _make(request: HttpRequest, process: Process, form: NewMapForm) -> OpinionMap:
    facts = form.facts()
    return services.create_map(
        process,
        title=facts.title,
        introduction=facts.introduction,
        opens_at=facts.opens_at,
        closes_at=facts.closes_at,
        required_level=facts.required_level,
        seeds=form.cleaned_data["seeds"],
        by=acting_person(request),
        **form.rules(),
    )


@asks_and_does
def edit(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    found = queries.map_at(process, activity, request.user)
    may_edit_map.require(request.user, found)
    form = _form_of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            services.edit_map(found, form.facts(), by=acting_person(request), **form.rules())
            messages.success(request, _("Saved."))
            return redirect(found.page("edit"))
    return _form_page(request, found.activity.process, form, _("Opinion map"), found)


def _form_of(found: OpinionMap, sent: Any) -> EditMapForm:
    activity = found.activity
    rules = {name: getattr(found, name) for name in RULES}
    texts = {"title": activity.title, "introduction": activity.introduction}
    spoken = activity.process.languages
    return EditMapForm(
        sent, initial={**rules, **EditMapForm.known(activity)}, texts=texts, spoken=spoken
    )


def _form_page(
    request: HttpRequest,
    process: Process,
    form: EditMapForm,
    title: str,
    found: OpinionMap | None = None,
) -> HttpResponse:
    facts = {"process": process, "form": form, "title": title, "map": found}
    return render(request, "opinions/edit.html", facts)


@asks_and_does
def close(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Choose among what all groups share, and let it go on under one name."""
    found = queries.map_at(process, activity, request.user)
    may_edit_map.require(request.user, found)
    choices, shared = queries.ground_choices(found, get_language() or "fr")
    form = GroundForm(request.POST or None, choices=choices, initial={"numbers": shared})
    if request.method == "POST" and form.is_valid():
        chosen = found.statements.filter(number__in=form.cleaned_data["numbers"])
        with refusals_shown(form):
            services.close_into_common_ground(
                found,
                chosen.select_related("node"),
                title=form.cleaned_data["title"],
                reason=form.cleaned_data["reason"],
                by=acting_person(request),
            )
            return redirect(found.page("common-ground"))
    facts = {"map": found, "process": found.activity.process, "form": form}
    return render(request, "opinions/close.html", facts)
