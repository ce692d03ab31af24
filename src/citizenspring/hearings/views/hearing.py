"""The hearing as everybody sees it, and as people in the room take part in it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.common.forms import refusals_shown
from citizenspring.common.ids import uuid7
from citizenspring.gatherings.here import here_of
from citizenspring.hearings import queries, services
from citizenspring.hearings.forms import AskForm
from citizenspring.hearings.models import Answer, Hearing
from citizenspring.hearings.permissions import (
    may_ask_in_hearing,
    may_prepare_hearing,
    may_sort_questions,
)

__all__ = ["ask", "brief", "hearing", "question", "rate", "support", "wall"]

ON_THE_WALL = 5


def _here(request: HttpRequest, process: str, activity: str) -> tuple[Hearing, dict[str, Any]]:
    found = queries.hearing_at(process, activity, request.user)
    mine = here_of(request, found.gathering)
    facts = {
        "hearing": found,
        "gathering": found.gathering,
        "mine": mine,
        "may_take_part": may_ask_in_hearing(mine, found.gathering),
        "may_prepare": may_prepare_hearing(request.user, found.gathering),
        "may_sort": may_sort_questions(request.user, found.gathering),
    }
    return found, facts


@require_safe
@never_cache
def hearing(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Who is heard with which interests, the evidence, the questions and their answers."""
    found, facts = _here(request, process, activity)
    facts["experts"] = queries.experts_of(found)
    facts["briefs"] = queries.briefs_of(found)
    wanted = request.GET.get("page")
    facts["questions"], facts["page"] = queries.page_of_questions(found, facts["mine"], wanted)
    return render(request, "hearings/hearing.html", facts)


@require_safe
@never_cache
def brief(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """One brief with its sources."""
    found, facts = _here(request, process, activity)
    facts["brief"] = queries.brief_at(found, number, request.user)
    return render(request, "hearings/brief.html", facts)


@require_safe
@never_cache
def question(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """One question with its answers; a twin leads to the one that stands for both."""
    found, facts = _here(request, process, activity)
    asked = queries.question_at(found, number)
    views = queries.questions_of(found, facts["mine"])
    root = asked.merged_into_id or asked.pk
    facts["view"] = next((one for one in views if one.question.pk == root), None)
    facts["asked"] = asked
    facts["may_answer"] = bool(queries.answering(found, request.user)) or facts["may_sort"]
    return render(request, "hearings/question.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Ask from a phone in the room."""
    found, facts = _here(request, process, activity)
    form = AskForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            said = form.cleaned_data
            made = services.ask(
                found,
                said["text"],
                said["language"],
                registration=facts["mine"],
                sent=_uuid(request.POST.get("sent", "")),
            )
            messages.success(request, _("Asked. Others can now say that they want to know it too."))
            return redirect(made)
    facts |= {"form": form, "sent": request.POST.get("sent") or uuid7()}
    return render(request, "hearings/ask.html", facts, status=422 if form.errors else 200)


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


@require_POST
def support(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """Want to know it too, or no longer."""
    found = queries.hearing_at(process, activity, request.user)
    asked = queries.question_at(found, number)
    mine = here_of(request, found.gathering)
    act = services.withdraw_support if request.POST.get("wanted") == "0" else services.support
    act(asked, registration=mine)
    return redirect(_back_to(request, found, number))


def _back_to(request: HttpRequest, found: Hearing, number: int) -> str:
    """The page of the list on which the button was."""
    page = request.POST.get("page", "")
    query = f"?page={page}" if page.isdecimal() else ""
    return f"{found.get_absolute_url()}{query}#q{number}"


@require_POST
def rate(request: HttpRequest, process: str, activity: str, answer: UUID) -> HttpResponse:
    """Say how clear an answer was."""
    found = queries.hearing_at(process, activity, request.user)
    rows = Answer.objects.filter(question__hearing=found).select_related("question__hearing")
    said = get_object_or_404(rows, pk=answer)
    mark = request.POST.get("mark", "")
    number = int(mark) if mark.isdecimal() and len(mark) == 1 else 0
    services.rate_answer(said, number, registration=here_of(request, found.gathering))
    return redirect(_back_to(request, found, said.question.number))


@require_safe
@never_cache
def wall(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The questions that the room wants answered first, for its wall."""
    found, facts = _here(request, process, activity)
    views = queries.questions_of(found, None)
    facts["open"] = [one for one in views if not one.answers][:ON_THE_WALL]
    facts["answered"] = sum(1 for one in views if one.answers)
    is_fragment = request.headers.get("X-Fragment") == "1"
    page = "hearings/_wall.html" if is_fragment else "hearings/wall.html"
    response = render(request, page, facts)
    # A browser that goes back must not find the part in the place of the page.
    patch_vary_headers(response, ["X-Fragment"])
    return response
