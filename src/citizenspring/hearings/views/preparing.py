"""For organisers and facilitators: experts, briefs, the hours of asking, the desk of questions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.common.errors import NotAllowed
from citizenspring.common.forms import refusals_shown
from citizenspring.hearings import queries, services
from citizenspring.hearings.forms import AnswerForm, BriefForm, ExpertForm
from citizenspring.hearings.models import Brief, Expert, Hearing, Question
from citizenspring.hearings.permissions import may_answer, may_prepare_hearing, may_sort_questions
from citizenspring.people.services import acting_person

__all__ = [
    "answer",
    "ask_now",
    "brief",
    "desk",
    "dismiss",
    "expert",
    "merge",
    "prepare",
    "publish",
    "separate",
]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


def _prepared(request: HttpRequest, process: str, activity: str) -> Hearing:
    found = queries.prepared_at(process, activity, request.user)
    may_prepare_hearing.require(request.user, found.gathering)
    return found


def _begun(request: HttpRequest, found: Hearing) -> Hearing:
    """The hearing, kept from now on."""
    return services.hearing_of(found.gathering, by=acting_person(request))


def _page(request: HttpRequest, name: str, found: Hearing, facts: dict[str, Any]) -> HttpResponse:
    form = facts.get("form")
    status = 422 if form is not None and form.errors else 200
    known = {"hearing": found, "gathering": found.gathering}
    return render(request, f"hearings/{name}.html", {**known, **facts}, status=status)


@require_safe
@never_cache
def prepare(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """What there is and what is missing."""
    found = _prepared(request, process, activity)
    is_begun = not found._state.adding
    facts = {
        "experts": queries.experts_of(found) if is_begun else [],
        "briefs": queries.briefs_of(found, drafts=True) if is_begun else [],
        "is_begun": is_begun,
    }
    return _page(request, "prepare", found, facts)


@require_POST
def ask_now(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Collect questions from now on, or stop."""
    found = _begun(request, _prepared(request, process, activity))
    act = services.close_asking if request.POST.get("asking") == "0" else services.open_asking
    act(found, by=acting_person(request))
    return redirect(found.page("prepare"))


@asks_and_does
@never_cache
def expert(
    request: HttpRequest, process: str, activity: str, expert: UUID | None = None
) -> HttpResponse:
    """Name somebody who is heard, or change what she declares."""
    found = _prepared(request, process, activity)
    known = get_object_or_404(Expert, hearing=found, pk=expert) if expert else None
    if known:
        known.hearing = found
    sent = request.POST or None
    form = ExpertForm.of_expert(known, sent) if known else ExpertForm(found, sent)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            hearing, by = _begun(request, found), acting_person(request)
            if known:
                services.change_expert(known, form.facts(), by=by)
            else:
                services.name_expert(hearing, form.facts(), by=by)
            return redirect(hearing.page("prepare"))
    return _page(request, "expert", found, {"form": form, "expert": known})


@require_POST
def dismiss(request: HttpRequest, process: str, activity: str, expert: UUID) -> HttpResponse:
    """Not hear somebody any more."""
    found = _prepared(request, process, activity)
    known = get_object_or_404(Expert, hearing=found, pk=expert)
    known.hearing = found
    services.dismiss_expert(known, by=acting_person(request))
    return redirect(found.page("prepare"))


@asks_and_does
@never_cache
def brief(
    request: HttpRequest, process: str, activity: str, number: int | None = None
) -> HttpResponse:
    """Write a brief, or change one."""
    found = _prepared(request, process, activity)
    known = _brief(found, number) if number else None
    sent = request.POST or None
    form = BriefForm.of_brief(known, sent) if known else BriefForm(found, sent)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            hearing = _begun(request, found)
            services.write_brief(hearing, form.facts(), by=acting_person(request), brief=known)
            messages.success(request, _("Saved."))
            return redirect(hearing.page("prepare"))
    return _page(request, "brief_form", found, {"form": form, "brief": known})


def _brief(found: Hearing, number: int) -> Brief:
    known = get_object_or_404(Brief.objects.select_related("node"), hearing=found, number=number)
    known.hearing = found
    return known


@require_POST
def publish(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """Show a brief to everybody."""
    found = _prepared(request, process, activity)
    services.publish_brief(_brief(found, number), by=acting_person(request))
    return redirect(found.page("prepare"))


def _sorted(request: HttpRequest, process: str, activity: str) -> Hearing:
    found = queries.hearing_at(process, activity, request.user)
    may_sort_questions.require(request.user, found.gathering)
    return found


@asks_and_does
@never_cache
def desk(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """All questions by rank, pairs that may ask the same; POST collects from the tables now."""
    found = _sorted(request, process, activity)
    if request.method == "POST":
        services.take_cards(found)
        return redirect(found.page("desk"))
    questions = queries.questions_of(found, None)
    return _page(request, "desk", found, {"questions": questions, "pairs": queries.alike(found)})


def _asked(found: Hearing, number: object) -> Question:
    is_number = str(number).isdecimal() and len(str(number)) < 9  # noqa: PLR2004  # what a number column holds
    rows = found.questions.select_related("node")
    known = get_object_or_404(rows, number=int(str(number)) if is_number else 0)
    known.hearing = found
    return known


@require_POST
def merge(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """Put a question with another that asks the same."""
    found = _sorted(request, process, activity)
    into = _asked(found, request.POST.get("into", ""))
    services.merge_questions(_asked(found, number), into, by=acting_person(request))
    return redirect(found.page("desk"))


@require_POST
def separate(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """Let a question stand alone again."""
    found = _sorted(request, process, activity)
    services.separate_question(_asked(found, number), by=acting_person(request))
    return redirect(found.page("desk"))


@asks_and_does
@never_cache
def answer(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """Answer a question: an expert herself, or the team writes down what she said."""
    found = queries.hearing_at(process, activity, request.user)
    asked = queries.question_at(found, number)
    experts = _answering(request, found)
    mine = [one for one in experts if str(one.pk) == request.GET.get("by")]
    earlier = asked.answers.filter(expert__in=mine).first()
    form = AnswerForm(found, experts, request.POST or None, initial=AnswerForm.known(earlier))
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            by = acting_person(request)
            services.answer_question(asked, form.chosen(), form.facts(), by=by)
            messages.success(request, _("Public now. Whoever asked it hears of it."))
            return redirect(asked)
    return _page(request, "answer", found, {"form": form, "question": asked, "experts": experts})


def _answering(request: HttpRequest, found: Hearing) -> list[Expert]:
    """Those for whom this visitor may answer; refused where there is none and never could be."""
    experts = queries.answering(found, request.user)
    if not experts and not may_sort_questions(request.user, found.gathering):
        raise NotAllowed(may_answer.reason)
    return experts
