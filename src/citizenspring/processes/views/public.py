"""The pages of processes that everyone reads."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from citizenspring.common.numbers import whole_number
from citizenspring.common.strangers import same_for_strangers
from citizenspring.processes import queries
from citizenspring.processes.feeds import feed_of
from citizenspring.processes.forms import FindForm
from citizenspring.processes.page import process_page
from citizenspring.processes.permissions import may_organise, may_run, may_start_process

__all__ = ["activity", "feed", "process", "processes"]

PAGE_SIZE = 20


@require_safe
@same_for_strangers
def processes(request: HttpRequest) -> HttpResponse:
    """Find a process by words, commune, theme, language and state."""
    form = FindForm(request.GET)
    found = queries.find(request.user, form.wanted())
    paginator = Paginator(found, PAGE_SIZE)
    # A page too far shows the last one, and says to programs that it is not what they asked.
    is_there = whole_number(request.GET.get("page", "1"), largest=paginator.num_pages)
    facts = {
        "form": form,
        "is_there": is_there,
        "has_filters": not replace(form.wanted(), words="").is_empty,
        "is_search": not form.wanted().is_empty,
        "page": paginator.get_page(request.GET.get("page")),
        "may_start": may_start_process(request.user, None),
    }
    return render(request, "processes/processes.html", facts, status=200 if is_there else 404)


@require_safe
@same_for_strangers
def process(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a process: its question, what is open, its phases, what it led to."""
    visible = queries.visible_to(request.user).select_related("node")
    found = get_object_or_404(visible.prefetch_related("territories", "phases"), slug=slug)
    facts = {
        "process": found,
        "page": process_page(found, request),
        "may_organise": may_organise(request.user, found),
    }
    return render(request, "processes/process.html", facts)


@require_safe
@same_for_strangers
def activity(request: HttpRequest, slug: str, activity_slug: str) -> HttpResponse:
    """The page of a step outside this website."""
    visible = queries.activities_visible_to(request.user).filter(kind="step")
    found = get_object_or_404(visible, process__slug=slug, slug=activity_slug)
    facts = {"activity": found, "process": found.process, "may_run": may_run(request.user, found)}
    return render(request, "processes/step.html", facts)


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What became of things in this process, as an Atom feed; the same for every reader."""
    public = queries.visible_to(None).select_related("node")
    found = get_object_or_404(public, slug=slug)
    answer = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed_of(found, request.build_absolute_uri).write(answer, "utf-8")
    return answer
