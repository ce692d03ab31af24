"""Looking at what came of a run: its cards for those who may hide one, its facts for everybody."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.people.services import acting_person
from citizenspring.rounds import exports, queries, services
from citizenspring.rounds.permissions import may_hide_cards, may_see_facts

__all__ = ["cards", "facts", "hide"]

ON_A_PAGE = 50


@require_safe
@never_cache
def cards(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """Every card of the run, the latest first, each with a way to hide it."""
    run = queries.run_at(process, activity, number, request.user)
    may_hide_cards.require(request.user, run.gathering)
    rows = run.cards.exclude(text="").order_by("-changed_at", "-id")
    if (table := request.GET.get("table", "")).isdecimal() and len(table) <= 4:  # noqa: PLR2004  # no room has ten thousand tables
        rows = rows.filter(table=int(table))
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"gathering": run.gathering, "run": run, "page": page, "table": table}
    return render(request, "rounds/cards.html", shown)


@require_POST
def hide(request: HttpRequest, process: str, activity: str, number: int, key: UUID) -> HttpResponse:
    """Hide a card with a reason, or show it again without one."""
    run = queries.run_at(process, activity, number, request.user)
    may_hide_cards.require(request.user, run.gathering)
    card = get_object_or_404(run.cards, key=key)
    card.run, by = run, acting_person(request)
    try:
        if request.POST.get("act") == "show":
            services.show_card(card, by=by)
            messages.success(request, _("The card is shown again."))
        else:
            services.hide_card(card, request.POST.get("reason", "")[:300], by=by)
            messages.success(request, _("The card is hidden."))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return redirect(run.page("cards"))


@require_safe
def facts(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """Method, facts and result, to be counted again."""
    run = queries.run_at(process, activity, number, request.user)
    may_see_facts.require(request.user, run)
    answer = HttpResponse(exports.facts_zip(run), content_type="application/zip")
    name = f"{run.gathering.activity.slug}-{run.number}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
