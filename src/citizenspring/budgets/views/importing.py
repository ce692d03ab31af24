"""Bringing a vote in from a file of Pabulib, and taking one out."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.budgets.forms.importing import PbForm
from citizenspring.budgets.pabulib import pb_of
from citizenspring.budgets.permissions import may_make_round
from citizenspring.budgets.queries import round_of
from citizenspring.budgets.services import take_upload
from citizenspring.people.second_factor import guarded
from citizenspring.people.services import acting_person
from citizenspring.processes.models import Process
from citizenspring.processes.queries import visible_to

__all__ = ["bring_in", "export", "upload"]

MOST_SHOWN = 10


def own(request: HttpRequest, process: str) -> Process:
    found: Process = get_object_or_404(visible_to(request.user), slug=process)
    may_make_round.require(request.user, found)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def bring_in(request: HttpRequest, process: str) -> HttpResponse:
    """Take a file; the worker reads it, and its own page says how far it is."""
    found = own(request, process)
    form = PbForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        title = form.cleaned_data["title"]
        kept = take_upload(found, file.name, file.read(), title=title, by=acting_person(request))
        return redirect("budgets:upload", found.slug, kept.pk)
    uploads = found.pb_uploads.select_related("round__activity")[:MOST_SHOWN]
    facts: dict[str, Any] = {"process": found, "form": form, "uploads": uploads}
    status = 422 if request.method == "POST" else 200
    return render(request, "budgets/import.html", facts, status=status)


@require_safe
@guarded
def upload(request: HttpRequest, process: str, upload_id: UUID) -> HttpResponse:
    """How far the reading of a file has come."""
    found = own(request, process)
    kept = found.pb_uploads.select_related("round__activity__process", "round__counting")
    facts = {"process": found, "upload": get_object_or_404(kept, pk=upload_id)}
    is_part = request.headers.get("X-Fragment") == "1"
    return render(request, "budgets/_upload.html" if is_part else "budgets/upload.html", facts)


@require_safe
def export(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The sealed vote as a file of Pabulib, with our allocation in it."""
    budget = round_of(process, activity, request.user)
    answer = HttpResponse(pb_of(budget), content_type="text/plain; charset=utf-8")
    name = f"{budget.activity.process.slug}-{budget.activity.slug}.pb"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
