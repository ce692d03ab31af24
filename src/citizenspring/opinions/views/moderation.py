"""The moderators' queue, their acts, and the public log of them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citizenspring.common.errors import Refusal
from citizenspring.moderation.errors import ReasonMissing
from citizenspring.moderation.models import Decision
from citizenspring.moderation.queries import deciders
from citizenspring.opinions import queries, services
from citizenspring.opinions.errors import StatementElsewhere
from citizenspring.opinions.forms import ModerationForm
from citizenspring.opinions.mapper import with_and_without
from citizenspring.opinions.models import Statement
from citizenspring.opinions.permissions import may_moderate
from citizenspring.people.models import Person

from .statements import statement_page

__all__ = ["alike", "log", "moderate", "queue"]

ROWS = 50


@require_safe
def queue(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    found = queries.map_at(process, activity, request.user)
    may_moderate.require(request.user, found)
    waiting = queries.rows(queries.waiting_statements(found)[:ROWS], get_language() or "fr")
    facts = {"map": found, "rows": waiting, "may_moderate": True}
    return render(request, "opinions/queue.html", facts)


@require_safe
def log(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    found = queries.map_at(process, activity, request.user)
    page = Paginator(queries.moderation_log(found), ROWS).get_page(request.GET.get("page"))
    names = deciders(page.object_list)
    acts = [(act, getattr(act.node, "statement", None), names.get(act.pk)) for act in page]
    facts = {"map": found, "page": page, "acts": acts}
    return render(request, "opinions/log.html", facts)


@require_safe
def alike(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """People who answered all alike within minutes, and the map with and without them."""
    found = queries.map_at(process, activity, request.user)
    may_moderate.require(request.user, found)
    rushes = queries.rushes(found)
    facts: dict[str, Any] = {"map": found, "rushes": rushes, "may_moderate": True}
    if rushes:
        together = frozenset().union(*(rush.people for rush in rushes))
        versions = with_and_without(found, together)
        language = get_language() or "fr"
        facts["both"] = [queries.shared_of(found, result, language) for result in versions]
    return render(request, "opinions/alike.html", facts)


@require_POST
def moderate(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    found = queries.map_at(process, activity, request.user)
    may_moderate.require(request.user, found)
    shown = queries.statement_or_404(found, number, request.user)
    form = ModerationForm(request.POST)
    if not form.is_valid():
        return statement_page(request, shown, moderation_form=form)
    try:
        made = _carry_out(shown, form, request)
    except (ReasonMissing, StatementElsewhere) as refusal:
        form.add_error("reason" if isinstance(refusal, ReasonMissing) else "into", str(refusal))
        return statement_page(request, shown, moderation_form=form)
    except Refusal as refusal:
        return statement_page(request, shown, moderation_form=form, refusal=refusal)
    messages.success(request, said_of(made))
    return redirect(found.page("queue") if "from" in request.POST else shown.get_absolute_url())


def said_of(made: Decision) -> str:
    if made.is_proposed:
        return _("A second moderator must agree first: ten hidings in an hour are enough for one.")
    return _("Done. The reason is in the moderation log.")


def _carry_out(shown: Statement, form: ModerationForm, request: HttpRequest) -> Decision:
    by = request.user
    assert isinstance(by, Person)  # the rule has let nobody else through
    act, reason = Decision.Act(form.cleaned_data["act"]), form.cleaned_data["reason"]
    if act != Decision.Act.MERGED:
        return services.moderate(shown, act, reason=reason, by=by)
    into = shown.map.statements.filter(number=form.cleaned_data["into"]).first()
    if into is None:
        raise StatementElsewhere
    return services.merge_statements(shown, into, reason=reason, by=by)
