"""The page on which an organiser brings in a conversation from elsewhere."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citizenspring.engines.errors import BadInput
from citizenspring.people.models import Person
from citizenspring.processes.models import Process
from citizenspring.processes.queries import visible_to

from .imports import Imported, import_polis
from .imports_forms import PolisForm
from .permissions import may_make_map

__all__ = ["polis"]


@require_http_methods(["GET", "HEAD", "POST"])
def polis(request: HttpRequest, process: str) -> HttpResponse:
    """Show the form, or import what was sent; a wrong file is named beside the form."""
    found = get_object_or_404(visible_to(request.user), slug=process)
    may_make_map.require(request.user, found)
    form = PolisForm(request.POST or None, request.FILES or None)
    facts: dict[str, Any] = {"form": form, "process": found}
    if request.method == "POST" and form.is_valid():
        try:
            imported = _import(form, found, request.user)
        except BadInput as problem:
            facts["problem"] = str(problem)
        else:
            _say_what_came(request, imported)
            return redirect(imported.opinion_map.page("edit"))
    status = 422 if request.method == "POST" else 200
    return render(request, "opinions/import_polis.html", facts, status=status)


def _import(form: PolisForm, process: Process, by: Person | AnonymousUser) -> Imported:
    assert isinstance(by, Person)  # the rule lets nobody else through
    with TemporaryDirectory(prefix="polis-") as folder:
        for name, sent in form.files_by_name().items():
            with (Path(folder) / name).open("wb") as file:
                file.writelines(sent.chunks())
        words = form.cleaned_data
        return import_polis(
            Path(folder), process, title=words["title"], language=words["language"], by=by
        )


def _say_what_came(request: HttpRequest, imported: Imported) -> None:
    text = _(
        "Imported: %(people)d people, %(statements)d statements, %(votes)d votes. "
        "The map is a draft: look at it, then open it."
    )
    counts = {
        "people": imported.people,
        "statements": imported.statements,
        "votes": imported.votes,
    }
    messages.success(request, text % counts)
    for note in imported.notes:
        messages.warning(request, note)
