"""The moderators' queue: one decision for several cases, proposals, and one contribution whole."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.common.errors import Missing, Refusal
from citizenspring.moderation import queries, services
from citizenspring.moderation.errors import NothingChosen
from citizenspring.moderation.forms import AnswerForm, DecisionForm
from citizenspring.moderation.models import Case, Decision
from citizenspring.moderation.permissions import may_see_queue
from citizenspring.people.models import Person
from citizenspring.threads.models import Node

__all__ = ["about", "proposals", "queue", "second"]

Act = Decision.Act
BULK = {"hide": Act.HIDDEN, "keep": Act.KEPT}
SINGLE = {**BULK, "erase": Act.ERASED, "ungroup": Act.UNGROUPED}


def moderator(request: HttpRequest) -> Person:
    may_see_queue.require(request.user, None)
    assert isinstance(request.user, Person)
    return request.user


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """What waits; several cases are decided together with one reason."""
    by = moderator(request)
    if request.method != "POST":
        return _queue_page(request, by, DecisionForm(), set())
    act = BULK.get(request.POST.get("act", ""))
    chosen = _chosen(request)
    form = DecisionForm(request.POST, hides=act == Act.HIDDEN)
    if not chosen or act is None or not form.is_valid():
        refusal = NothingChosen() if not chosen or act is None else None
        return _queue_page(request, by, form, chosen, refusal=refusal)
    nodes = Node.objects.filter(cases__in=Case.objects.filter(pk__in=chosen, settled_at=None))
    outcome = services.decide_many(nodes.order_by("pk"), act, by=by, **form.cleaned_data)
    _say(request, outcome)
    if outcome.refused:
        left = {str(node.pk): refusal for node, refusal in outcome.refused}
        return _queue_page(request, by, form, chosen, refused=left)
    return redirect(request.get_full_path())


def _chosen(request: HttpRequest) -> set[str]:
    """The ids of the chosen cases; a group names all of its own."""
    ticked = request.POST.getlist("case")
    for group in request.POST.getlist("group"):
        ticked += group.split(",")
    return {one for one in ticked if _is_id(one)}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _say(request: HttpRequest, outcome: services.Outcome) -> None:
    done, waiting = len(outcome.done), len(outcome.proposed)
    if done:
        said = ngettext("%(count)s case is decided.", "%(count)s cases are decided.", done)
        messages.success(request, said % {"count": done})
    if waiting:
        said = ngettext(
            "%(count)s hiding waits for a second moderator, because you have hidden many alone.",
            "%(count)s hidings wait for a second moderator, because you have hidden many alone.",
            waiting,
        )
        messages.warning(request, said % {"count": waiting})


def _queue_page(
    request: HttpRequest,
    by: Person,
    form: DecisionForm,
    chosen: set[str],
    *,
    refusal: Refusal | None = None,
    refused: dict[str, Refusal] | None = None,
) -> HttpResponse:
    wanted = queries.QueueWanted.read(request.GET)
    facts: dict[str, Any] = {
        "page": queries.queue_page(by, wanted, request.GET.get("page")),
        "wanted": wanted,
        "grounds": queries.grounds_open(by),
        "origins": Case.Origin.choices,
        "scopes": queries.scopes_of(by),
        "counts": queries.counts_for(by),
        "form": form,
        "chosen": chosen,
        "refusal": refusal,
        "refused": refused or {},
        "here": "queue",
    }
    status = 422 if form.errors or refusal else 409 if refused else 200
    return render(request, "moderation/queue.html", facts, status=status)


@never_cache
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for a second moderator."""
    return _proposals_page(request, moderator(request))


def _proposals_page(
    request: HttpRequest,
    by: Person,
    *,
    asked: UUID | None = None,
    form: AnswerForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    facts = {
        "proposals": queries.proposals_for(by),
        "counts": queries.counts_for(by),
        "asked": asked,
        "form": form or AnswerForm(),
        "refusal": refusal,
        "here": "proposals",
    }
    status = refusal.status if refusal else 200
    return render(request, "moderation/proposals.html", facts, status=status)


@require_POST
def second(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Agree with a proposal of another moderator, or decline it with a reason."""
    by = moderator(request)
    decision = get_object_or_404(Decision.objects.select_related("node"), pk=decision_id)
    form = AnswerForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.second(
            decision, agrees=request.POST.get("answer") == "agree", by=by, reason=reason
        )
    except Refusal as refusal:
        return _proposals_page(request, by, asked=decision_id, form=form, refusal=refusal)
    messages.success(request, _("Your answer is in the moderation log."))
    return redirect("moderation:proposals")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, node_id: UUID) -> HttpResponse:
    """Everything moderators know of one contribution, and every act on it."""
    by = moderator(request)
    node = get_object_or_404(Node.objects.select_related("within"), pk=node_id)
    found = queries.dossier(by, node)
    if found is None:
        raise Missing
    act = SINGLE.get(request.POST.get("act", ""))
    form = DecisionForm(request.POST or None, hides=act == Act.HIDDEN)
    refusal: Refusal | None = None
    if request.method == "POST" and act and form.is_valid():
        try:
            made = services.decide(node, act, by=by, **form.cleaned_data)
        except Refusal as problem:
            refusal = problem
        else:
            waits = _("A second moderator must agree first. It waits on the page of proposals.")
            messages.success(request, waits if made.is_proposed else _("Done."))
            return redirect("moderation:about", node_id)
    facts = {"found": found, "form": form, "refusal": refusal, "counts": queries.counts_for(by)}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "moderation/about.html", facts, status=status)
