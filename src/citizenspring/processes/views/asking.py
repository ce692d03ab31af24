"""Asking for what an act needs, and doing it: what the organiser's pages share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.common.forms import refusals_shown
from citizenspring.people.services import acting_person
from citizenspring.processes.acts import Act
from citizenspring.processes.forms import FormInLanguages
from citizenspring.processes.models import Process

__all__ = ["asks_and_does", "confirmation", "form_page"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


def form_page(
    request: HttpRequest,
    process: Process,
    form: FormInLanguages,
    save: Callable[[], object],
    **words: str,
) -> HttpResponse:
    """Show a form until it is right and its act is done; a refusal keeps what was typed.

    ``words`` are the ``title`` of the page and what it says once it is ``done``.
    """
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            save()
            messages.success(request, words.get("done") or _("Saved."))
            return redirect("processes:organise", process.slug)
    facts = {"form": form, "process": process, "title": words["title"]}
    return render(request, "processes/edit.html", facts)


def confirmation(
    request: HttpRequest, process: Process, act: Act, thing: Any, **facts: Any
) -> HttpResponse:
    """Ask once more; when the answer comes, do it and go back, saying how it went."""
    if request.method != "POST":
        shown = {"process": process, "act": act, **facts}
        return render(request, "processes/confirm.html", shown)
    try:
        act.do(thing, by=acting_person(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(act.done))
    return redirect("processes:organise", process.slug)
