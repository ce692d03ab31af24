"""Appeals: asking for a second look, and answering."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.common.errors import Missing, Refusal
from citizenspring.moderation import queries, services
from citizenspring.moderation.forms import AnswerForm, AppealForm
from citizenspring.moderation.kinds import contribution_of
from citizenspring.moderation.models import Appeal, Decision
from citizenspring.moderation.permissions import may_appeal, may_see_queue
from citizenspring.people.models import Person

__all__ = ["answer", "appeal", "appeals"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def appeal(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """The author says why a hiding is wrong; what she typed stays when it is refused."""
    decision = get_object_or_404(Decision.objects.select_related("node"), pk=decision_id)
    if not may_appeal(request.user, decision):
        raise Missing
    assert isinstance(request.user, Person)
    form = AppealForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            services.appeal(decision, form.cleaned_data["words"], by=request.user)
        except Refusal as problem:
            refusal = problem
        else:
            messages.success(request, _("Sent. Somebody who did not decide it answers you."))
            return redirect("moderation:mine")
    facts = {"decision": decision, "thing": contribution_of(decision.node), "form": form}
    facts |= {"refusal": refusal, "appeal": Appeal.objects.filter(decision=decision).first()}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "moderation/appeal.html", facts, status=status)


@never_cache
@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """Appeals that wait for an answer."""
    may_see_queue.require(request.user, None)
    assert isinstance(request.user, Person)
    return _page(request, request.user)


def _page(
    request: HttpRequest,
    by: Person,
    *,
    asked: UUID | None = None,
    form: AnswerForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    facts = {
        "appeals": queries.appeals_for(by),
        "counts": queries.counts_for(by),
        "asked": asked,
        "form": form or AnswerForm(),
        "refusal": refusal,
        "here": "appeals",
    }
    return render(
        request, "moderation/appeals.html", facts, status=refusal.status if refusal else 200
    )


@require_POST
def answer(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Uphold the decision or undo it, with a public reason."""
    may_see_queue.require(request.user, None)
    assert isinstance(request.user, Person)
    found = get_object_or_404(Appeal.objects.select_related("decision__node"), pk=appeal_id)
    undo = request.POST.get("answer") == "undo"
    outcome = Appeal.Outcome.OVERTURNED if undo else Appeal.Outcome.UPHELD
    form = AnswerForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.answer_appeal(found, outcome, reason=reason, by=request.user)
    except Refusal as refusal:
        return _page(request, request.user, asked=appeal_id, form=form, refusal=refusal)
    messages.success(request, _("Answered. The author is told, and the reason is public."))
    return redirect("moderation:appeals")
