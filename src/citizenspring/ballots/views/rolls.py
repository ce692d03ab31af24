"""The organisers' page of the roll: who stands on it by which way, registers, letters, changes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.ballots import queries
from citizenspring.ballots.errors import RollTooLong
from citizenspring.ballots.letters import MOST_PRINTED, letters_csv, letters_pdf
from citizenspring.ballots.models import Poll
from citizenspring.ballots.permissions import may_keep_roll, may_manage_poll
from citizenspring.ballots.roll_forms import DecideForm, RegisterForm, RemovalForm, VoterForm
from citizenspring.ballots.services import changes, roll
from citizenspring.ballots.services.desk import entry_shown
from citizenspring.common.cells import csv_text
from citizenspring.common.forms import refusals_shown
from citizenspring.people.second_factor import guarded
from citizenspring.people.services import acting_person

__all__ = ["add", "change", "export", "letters", "page", "register", "remove"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


def _kept_by(request: HttpRequest, poll_id: UUID) -> Poll:
    found = queries.poll_at(poll_id, request.user)
    may_keep_roll.require(request.user, found)
    return found


@never_cache
@require_safe
def page(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    found = _kept_by(request, poll_id)
    facts = {
        "poll": found,
        "counts": queries.roll_counts(found),
        "turnout": queries.turnout_of(found),
        "changes": queries.changes_since_opening(found),
        "waiting": queries.waiting_changes(found),
        "may_change": queries.may_still_change(found),
        "may_manage": may_manage_poll(request.user, found),
        "is_draft": found.state == Poll.State.DRAFT,
        "most_printed": MOST_PRINTED,
    }
    return render(request, "ballots/roll.html", facts)


@never_cache
@sensitive_post_parameters()
@asks_and_does
def add(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """A first official writes down whom she saw."""
    found = _kept_by(request, poll_id)
    form = VoterForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            by = acting_person(request)
            asked = changes.ask_to_add(found, form.voter(), reason=form.why(), by=by)
            messages.success(
                request,
                _("Written down. Now a second person must see the document of %(name)s.")
                % {"name": asked.name},
            )
            return redirect("ballots:roll", found.pk)
    return _form(request, "ballots/add.html", found, form)


@never_cache
@sensitive_post_parameters()
@asks_and_does
def remove(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Ask that somebody is taken off."""
    found = _kept_by(request, poll_id)
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            by = acting_person(request)
            entry = entry_shown(found, form.cleaned_data["shown"], by=by)
            changes.ask_to_remove(entry, reason=form.cleaned_data["reason"], by=by)
            messages.success(request, _("Asked. Now a second person must decide on it."))
            return redirect("ballots:roll", found.pk)
    return _form(request, "ballots/remove.html", found, form)


@never_cache
@sensitive_post_parameters()
@asks_and_does
@guarded
def change(request: HttpRequest, poll_id: UUID, change_id: UUID) -> HttpResponse:
    """The second person decides; a new code is shown now and never again."""
    found = _kept_by(request, poll_id)
    asked = get_object_or_404(queries.waiting_changes(found), pk=change_id)
    form = DecideForm(request.POST or None, is_removal=asked.is_removal)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            code = changes.decide_change(
                asked, accepts=form.accepts, by=acting_person(request), identity=form.identity()
            )
            if code:
                facts = {"poll": found, "code": code, "name": asked.name}
                return render(request, "ballots/code.html", facts)
            messages.success(request, _said(asked.is_removal, form.accepts))
            return redirect("ballots:roll", found.pk)
    return _form(request, "ballots/change.html", found, form, change=asked)


def _said(is_removal: bool, accepts: bool) -> str:  # noqa: FBT001  # two answers make the sentence
    if not accepts:
        return _("Refused: the roll stays as it is.")
    return _("Taken off the roll.") if is_removal else _("Put on the roll, with the account.")


@never_cache
@asks_and_does
@guarded
def register(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Read a register; every wrong line is named, and then nothing is kept."""
    found = _kept_by(request, poll_id)
    may_manage_poll.require(request.user, found)
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            number = len(roll.import_roll(found, form.rows, by=acting_person(request)))
            messages.success(
                request,
                ngettext(
                    "%(number)s person was put on the roll.",
                    "%(number)s people were put on the roll.",
                    number,
                )
                % {"number": number},
            )
            return redirect("ballots:roll", found.pk)
    return _form(request, "ballots/register.html", found, form)


def _form(
    request: HttpRequest, template: str, found: Poll, form: Any, **more: object
) -> HttpResponse:
    facts = {"poll": found, "form": form, **more}
    return render(request, template, facts, status=422 if form.errors else 200)


@never_cache
@require_POST
@guarded
def letters(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """New codes, as letters to print or as a table for a printing house."""
    found = _kept_by(request, poll_id)
    may_manage_poll.require(request.user, found)
    as_table = request.POST.get("as") == "table"
    if not as_table and queries.roll_counts(found).codes > MOST_PRINTED:
        raise RollTooLong
    made = roll.new_letters(found, by=acting_person(request))
    if as_table:
        return _file(letters_csv(made), "text/csv; charset=utf-8", "letters.csv")
    return _file(letters_pdf(found, made), "application/pdf", "letters.pdf")


@never_cache
@require_safe
def export(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """The roll as a table: how each one stands on it, not whether she voted."""
    found = _kept_by(request, poll_id)
    text = csv_text(("name", "place", "account", "document", "code"), queries.roll_lines(found))
    return _file(text, "text/csv; charset=utf-8", "roll.csv")


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
