"""Making a mood check, its questions, the next wave, and calling a gathering from it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citizenspring.common.errors import Refusal
from citizenspring.common.forms import refusals_shown
from citizenspring.mood import queries, services
from citizenspring.mood.errors import WaveExists
from citizenspring.mood.models import MoodCheck
from citizenspring.mood.organising_forms import (
    GatheringForm,
    MoodForm,
    QuestionForm,
    WaveForm,
    target_choices,
)
from citizenspring.mood.permissions import may_edit_mood, may_make_mood
from citizenspring.people.services import acting_person
from citizenspring.processes.models import Process
from citizenspring.processes.queries import organised_by, visible_to
from citizenspring.processes.services import ActivityFacts

__all__ = ["edit", "gathering", "new", "question", "wave"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


def own(request: HttpRequest, process: str, activity: str) -> MoodCheck:
    found = queries.mood_at(process, activity, request.user)
    may_edit_mood.require(request.user, found)
    return found


@asks_and_does
def new(request: HttpRequest, process: str) -> HttpResponse:
    """A new mood check, with the three questions that most have."""
    found = get_object_or_404(visible_to(request.user), slug=process)
    may_make_mood.require(request.user, found)
    form = MoodForm(request.POST or None, spoken=found.languages)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            made = _make(request, found, form)
            messages.success(request, _("The mood check is a draft. Look at its questions next."))
            return redirect(made.page("edit"))
    return _form_page(request, found, form, _("A new mood check"))


def _make(request: HttpRequest, process: Process, form: MoodForm) -> MoodCheck:
    return services.create_mood_once(
        process,
        form.facts(),
        form.rules(),
        questions=services.usual_questions(),
        by=acting_person(request),
    )


@asks_and_does
def edit(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Everything an organiser can do with a mood check; once open, what is fixed shows as text."""
    found = own(request, process, activity)
    kind = WaveForm if found.previous_id else MoodForm
    form = kind.of_mood(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            services.edit_mood(found, form.facts(), form.rules(), by=acting_person(request))
            messages.success(request, _("Saved."))
            return redirect(found.page("edit"))
    return _form_page(request, found.activity.process, form, str(found.activity.title), found)


def _form_page(
    request: HttpRequest,
    process: Process,
    form: Any,
    title: str,
    found: MoodCheck | None = None,
) -> HttpResponse:
    facts = {
        "process": process,
        "form": form,
        "title": title,
        "mood": found,
        "targets": target_choices(),
        "next": queries.next_of(found, request.user) if found else None,
        "missing": queries.missing_for_opening(found) if found and not found.frozen_at else [],
    }
    return render(request, "mood/edit.html", facts, status=422 if form.errors else 200)


@asks_and_does
def question(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """Change a question, remove it, or with number 0 add one."""
    found = own(request, process, activity)
    one = get_object_or_404(found.questions, number=number) if number else None
    if one:
        one.mood = found
    sent, spoken = request.POST or None, found.activity.process.languages
    form = QuestionForm.of(one, sent) if one else QuestionForm(sent, spoken=spoken)
    by, removes = request.user, "remove" in request.POST
    if request.method == "POST" and (removes or form.is_valid()):
        try:
            if one and removes:
                services.remove_question(one, by=by)  # type: ignore[arg-type]  # `own` has seen that it is a person
            elif one:
                services.edit_question(one, form.facts(), by=by)  # type: ignore[arg-type]  # `own` has seen it
            else:
                services.add_question(found, form.facts(), by=by)  # type: ignore[arg-type]  # `own` has seen it
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{found.page('edit')}#questions")
    facts = {"mood": found, "process": found.activity.process, "form": form, "question": one}
    return render(request, "mood/question.html", facts, status=422 if form.errors else 200)


@asks_and_does
def wave(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Ask once more, then make the next wave as a draft with the same questions."""
    found = own(request, process, activity)
    if following := queries.next_of(found, request.user):
        raise WaveExists().leading_to(following.page("edit"))
    if request.method != "POST":
        return render(request, "mood/wave.html", {"mood": found})
    old = found.activity
    facts = ActivityFacts(old.title, old.introduction, required_level=old.level)
    made = services.next_wave(found, facts, by=acting_person(request))
    messages.success(request, _("The next wave is a draft. Write what changed since."))
    return redirect(made.page("edit"))


@asks_and_does
def gathering(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Call a gathering from a mood check that was met."""
    found = own(request, process, activity)
    place = found.activity.process
    form = GatheringForm(request.POST or None, spoken=place.languages, initial={"process": place})
    choice: Any = form.fields["process"]
    choice.queryset = organised_by(request.user).filter(closed_at=None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            made = services.call_gathering(found, form.facts(), by=acting_person(request))
            messages.success(request, _("The gathering is called, and the thread leads to it."))
            return redirect(made)
    facts = {"mood": found, "process": place, "form": form}
    return render(request, "mood/gathering.html", facts, status=422 if form.errors else 200)
