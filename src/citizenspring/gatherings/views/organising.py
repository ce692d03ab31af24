"""Calling a gathering, seeing who comes, inviting by letter, calling it off."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.common.forms import refusals_shown
from citizenspring.gatherings import queries, services
from citizenspring.gatherings.exports import registrations_csv
from citizenspring.gatherings.forms import CallOffForm, GatheringForm, LettersForm
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.permissions import (
    may_call_gathering,
    may_edit_gathering,
    may_see_registrations,
)
from citizenspring.mood.models import MoodCheck
from citizenspring.mood.queries import mood_at
from citizenspring.people.services import acting_person
from citizenspring.processes.models import Process
from citizenspring.processes.queries import visible_to

__all__ = ["as_csv", "call_off", "edit", "letters", "new", "registrations"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])
ON_A_PAGE = 100


def _own(request: HttpRequest, process: str, activity: str) -> Gathering:
    found = queries.gathering_at(process, activity, request.user)
    may_edit_gathering.require(request.user, found)
    return found


@asks_and_does
def new(request: HttpRequest, process: str) -> HttpResponse:
    """A new gathering, a draft until its activity is opened; ``?mood=`` names what it follows."""
    found = get_object_or_404(visible_to(request.user), slug=process)
    may_call_gathering.require(request.user, found)
    mood = _followed(request, found)
    known = {"tables_speak": found.languages}
    form = GatheringForm(
        request.POST or None, spoken=found.languages, initial=known, follows=mood is not None
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            by, reason = acting_person(request), form.cleaned_data.get("reason", "")
            day = form.gathering_facts()
            made = services.create_gathering(
                found, form.facts(), day, by=by, after=mood, reason=reason
            )
            messages.success(request, _("The gathering is a draft. Publish it when it is ready."))
            return redirect(made.page("edit"))
    return _form_page(request, found, form, _("A new gathering"))


def _followed(request: HttpRequest, process: Process) -> MoodCheck | None:
    named = request.GET.get("mood")
    return mood_at(process.slug, named, request.user) if named else None


@asks_and_does
def edit(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Change it; who registered hears of another time or place."""
    found = _own(request, process, activity)
    form = GatheringForm.of_gathering(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            facts, by = form.gathering_facts(), acting_person(request)
            services.edit_gathering(found, form.facts(), facts, by=by)
            messages.success(request, _("Saved."))
            return redirect(found.page("edit"))
    title = str(found.activity.title)
    return _form_page(request, found.activity.process, form, title, found)


def _form_page(
    request: HttpRequest,
    process: Process,
    form: GatheringForm,
    title: str,
    found: Gathering | None = None,
) -> HttpResponse:
    facts = {"process": process, "form": form, "title": title, "gathering": found}
    return render(request, "gatherings/edit.html", facts, status=422 if form.errors else 200)


@require_safe
@never_cache
def registrations(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Who comes, who waits, and what people need."""
    found = queries.gathering_at(process, activity, request.user)
    may_see_registrations.require(request.user, found)
    pages = Paginator(queries.all_registered(found), ON_A_PAGE)
    facts = {
        "gathering": found,
        "page": pages.get_page(request.GET.get("page")),
        "needs": queries.needs_of(found),
        "waiting": queries.waiting_count(found),
    }
    return render(request, "gatherings/registrations.html", facts)


@require_safe
@never_cache
def as_csv(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The same as a file, ready for the seating."""
    found = queries.gathering_at(process, activity, request.user)
    may_see_registrations.require(request.user, found)
    answer = HttpResponse(registrations_csv(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.activity.slug}.csv"'
    return answer


@asks_and_does
@never_cache
def letters(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Make codes for letters; they are shown once, to be printed."""
    found = _own(request, process, activity)
    form, codes = LettersForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            asked = form.cleaned_data
            codes = services.make_letters(
                found, asked["count"], batch=asked["batch"], by=acting_person(request)
            )
    facts = {"gathering": found, "form": form, "codes": codes, "made": found.letters.count()}
    facts["used"] = found.letters.exclude(used_at=None).count()
    return render(request, "gatherings/letters.html", facts, status=422 if form.errors else 200)


@asks_and_does
def call_off(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Call it off, with a public reason."""
    found = _own(request, process, activity)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            reason = form.cleaned_data["reason"]
            services.cancel_gathering(found, reason, by=acting_person(request))
            messages.success(request, _("It is called off, and everybody who registered is told."))
            return redirect(found)
    facts = {"gathering": found, "form": form}
    return render(request, "gatherings/call_off.html", facts, status=422 if form.errors else 200)
