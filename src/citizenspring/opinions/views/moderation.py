"""The moderators' queue, their acts, and the public log of them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.common.errors import Refusal
from citizenspring.moderation.errors import ReasonMissing
from citizenspring.moderation.models import Decision
from citizenspring.moderation.queries import deciders
from citizenspring.opinions import queries, services
from citizenspring.opinions.errors import StatementElsewhere
from citizenspring.opinions.forms import AlikeForm, ModerationForm
from citizenspring.opinions.mapper import with_and_without
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.opinions.permissions import may_moderate, may_see_results
from citizenspring.people.models import Person
from citizenspring.people.services import acting_person

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


@require_http_methods(["GET", "HEAD", "POST"])
def alike(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """People who answered all alike within minutes, and the map with and without them."""
    found = queries.map_at(process, activity, request.user)
    flag = queries.flag_of(found)
    if flag is None or request.method == "POST":
        may_moderate.require(request.user, found)
    elif not may_moderate(request.user, found):
        may_see_results.require(request.user, found)
    form = AlikeForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            services.judge_alike(found, **form.cleaned_data, by=acting_person(request))
        except Refusal as problem:
            refusal = problem
        else:
            messages.success(request, _("Done. The reason is in the moderation log."))
            return redirect(found.page("alike"))
    return _alike_page(request, found, flag, form, refusal)


def _alike_page(
    request: HttpRequest,
    found: OpinionMap,
    flag: Decision | None,
    form: AlikeForm,
    refusal: Refusal | None,
) -> HttpResponse:
    moderates = may_moderate(request.user, found)
    rushes = queries.rushes(found) if moderates else []
    versions: list[dict[str, Any]] = flag.facts.get("both", []) if flag else []
    if rushes and flag is None:
        together = frozenset().union(*(rush.people for rush in rushes))
        versions = list(with_and_without(found, together))
    language = get_language() or "fr"
    both = [queries.shared_of(found, result, language) for result in versions]
    facts = {"map": found, "rushes": rushes, "flag": flag, "both": both, "form": form}
    facts |= {"refusal": refusal, "may_moderate": moderates}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "opinions/alike.html", facts, status=status)


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
