"""Reporting a contribution, with one click or with words, and taking back one's own."""

from urllib.parse import urldefrag
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from citizenspring.common.errors import Missing, Refusal
from citizenspring.moderation import services
from citizenspring.moderation.errors import AlreadyReported, YourOwn
from citizenspring.moderation.forms import ReportForm
from citizenspring.moderation.kinds import Contribution, contribution_of
from citizenspring.moderation.models import Report
from citizenspring.moderation.permissions import may_withdraw
from citizenspring.moderation.reasons import Ground
from citizenspring.moderation.trust import take_allowance
from citizenspring.people.models import Person
from citizenspring.people.services import acting_person
from citizenspring.threads.seeing import node_for

__all__ = ["private", "report", "withdraw"]


def _thing(request: HttpRequest, node_id: UUID) -> Contribution:
    """What the visitor may see and read; words that are hidden are reported by nobody."""
    seen = node_for(node_id, request.user)
    if seen is None or seen.is_withheld:
        raise Missing
    return contribution_of(seen.node)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, node_id: UUID) -> HttpResponse:
    """Say what is wrong with a contribution; what was typed stays when something fails."""
    thing = _thing(request, node_id)
    if request.method != "POST":
        return _page(request, thing, ReportForm(initial=request.GET.dict()), _known(request, thing))
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, thing, form, None, status=422)
    return _report(request, thing, form)


@require_POST
def private(request: HttpRequest, node_id: UUID) -> HttpResponse:
    """Report with one click that private details are shown: first on the queue (A64)."""
    thing = _thing(request, node_id)
    return _report(request, thing, ReportForm({"ground": Ground.PRIVATE}))


@require_POST
def withdraw(request: HttpRequest, node_id: UUID) -> HttpResponse:
    """Take back one's own words."""
    thing = _thing(request, node_id)
    may_withdraw.require(request.user, thing)
    assert isinstance(request.user, Person)
    services.withdraw(thing.node, by=request.user)
    messages.success(request, _("Your words are taken back and erased."))
    return redirect(thing.place_url)


def _report(request: HttpRequest, thing: Contribution, form: ReportForm) -> HttpResponse:
    form.full_clean()
    known = request.user if isinstance(request.user, Person) else None
    try:
        take_allowance(request, known)
        services.report(
            thing.node,
            Ground(form.cleaned_data["ground"]),
            by=acting_person(request),
            words=form.cleaned_data["words"],
            language=get_language() or "",
        )
    except Refusal as refusal:
        return _page(request, thing, form, refusal, status=refusal.status)
    messages.success(
        request, _("Thank you. A moderator looks at it. You find the answer under “My reports”.")
    )
    # To the top of its page, where the thanks stand, not to the words further down.
    return redirect(urldefrag(thing.node.url).url or thing.node.get_absolute_url())


def _known(request: HttpRequest, thing: Contribution) -> Refusal | None:
    """What would be refused anyway is said before anybody types."""
    if not isinstance(request.user, Person):
        return None
    if thing.author == request.user.pk:
        return YourOwn()
    reported = Report.objects.filter(node=thing.node, person=request.user)
    return AlreadyReported() if reported.exists() else None


def _page(
    request: HttpRequest,
    thing: Contribution,
    form: ReportForm,
    refusal: Refusal | None,
    status: int = 200,
) -> HttpResponse:
    facts = {"thing": thing, "form": form, "refusal": refusal}
    facts["is_own"] = isinstance(refusal, YourOwn)
    facts["is_known"] = isinstance(refusal, AlreadyReported)
    return render(request, "moderation/report.html", facts, status=status)
