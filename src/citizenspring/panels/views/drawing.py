"""For organisers: answers keyed in, the draw, its members, and the archive that names people."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.common.errors import Missing, NotAllowed, Refusal
from citizenspring.common.forms import refusals_shown
from citizenspring.common.numbers import whole_number
from citizenspring.gatherings.queries import gathering_at
from citizenspring.panels import queries, services
from citizenspring.panels.errors import AnswersClosed, BallOutOfTurn
from citizenspring.panels.exporting import private_archive
from citizenspring.panels.forms import CommitForm, KeyInForm, TakeBackForm, ValueForm
from citizenspring.panels.models import Member, Panel, Volunteer
from citizenspring.panels.permissions import may_key_in_answers, may_run_panel
from citizenspring.panels.wording import changes_told
from citizenspring.people.second_factor import guarded
from citizenspring.people.services import acting_person

from .planning import own_panel

__all__ = ["answers", "draw", "members", "private"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])
ON_A_PAGE = 100
# What an organiser can note; that somebody erased herself only she can say.
WHYS = [(one.value, one.label) for one in Member.Why if one != Member.Why.ERASED]


@asks_and_does
@never_cache
def answers(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Key in answers that came by phone or on paper; organisers see who said yes."""
    gathering = gathering_at(process, activity, request.user)
    may_key_in_answers.require(request.user, gathering)
    found = queries.panel_of(gathering)
    if found is None:
        raise Missing
    form, receipt = KeyInForm(found, request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            receipt = _keyed_in(request, found, form)
            form = KeyInForm(found)
    may_run = may_run_panel(request.user, gathering)
    facts = {"panel": found, "gathering": gathering, "form": form, "receipt": receipt}
    if may_run:
        rows = found.volunteers.filter(gone_at=None)
        facts["channels"] = queries.channels_of(found)
        facts["page"] = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "panels/answers.html", facts, status=422 if form.errors else 200)


def _keyed_in(request: HttpRequest, found: Panel, form: KeyInForm) -> str:
    if found.stage != Panel.Stage.INVITING:
        raise AnswersClosed
    said = form.cleaned_data
    made, receipt = services.key_in_answer(
        found, said["code"], form.facts(), channel=said["channel"], by=acting_person(request)
    )
    if made is None:
        messages.success(request, _("Noted: this household says no."))
    return receipt


@asks_and_does
@never_cache
@guarded
def draw(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Close the pool, publish everything, draw, and let the wall show it."""
    found = own_panel(request, process, activity)
    sent = request.POST
    asked: dict[str, forms.Form] = {
        "commit": CommitForm(sent if "commit" in sent else None, initial={"way": "balls"}),
        "value": ValueForm(sent if "value" in sent else None),
        "take_back": TakeBackForm(sent if "reason" in sent else None),
    }
    if request.method == "POST" and _drew(request, found, asked):
        return redirect(found.page("draw"))
    facts = {"panel": found, "gathering": found.gathering, **asked}
    facts["search"] = search = queries.search_of(found)
    facts["changes"] = changes_told(search.changes) if search and search.changes else ""
    facts["draw"] = queries.ceremony_of(found)
    if request.headers.get("X-Fragment") == "1":
        return render(request, "panels/_drawing.html", facts)
    is_wrong = any(form.is_bound and form.errors for form in asked.values())
    return render(request, "panels/draw.html", facts, status=422 if is_wrong else 200)


def _drew(request: HttpRequest, found: Panel, asked: dict[str, forms.Form]) -> bool:
    """Do what was pressed; a refusal stands beside what was typed, or above the page."""
    bound = next((form for form in asked.values() if form.is_bound), None)
    if bound is not None:
        if not bound.is_valid():
            return False
        with refusals_shown(bound):
            _carried_out(request, found, bound)
            return True
        return False
    try:
        _pressed(request, found)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return True


def _carried_out(request: HttpRequest, found: Panel, form: forms.Form) -> None:
    by, said = acting_person(request), form.cleaned_data
    if isinstance(form, CommitForm):
        services.commit_draw(found, said["way"], **form.facts(), by=by)
        messages.success(request, _("Published. From now on only chance decides."))
    elif isinstance(form, TakeBackForm):
        services.take_back_ball(found, said["reason"], expected=_expected(request), by=by)
    else:
        services.draw_by_value(found, said["value"], by=by)


def _pressed(request: HttpRequest, found: Panel) -> None:
    by, sent = acting_person(request), request.POST
    if "freeze" in sent:
        services.freeze_pool(found, by=by)
    elif "thaw" in sent:
        services.thaw_pool(found, by=by)
    elif "ball" in sent:
        digit = whole_number(sent["ball"], largest=9)
        if digit is None:
            raise BallOutOfTurn
        services.draw_ball(found, digit, expected=_expected(request), by=by)
    elif "balls" in sent:
        services.draw_by_balls(found, by=by)
    elif "show" in sent:
        services.show_digit(found, expected=_expected(request), by=by)


def _expected(request: HttpRequest) -> int:
    found = whole_number(request.POST.get("expected"), largest=9)
    return -1 if found is None else found


@asks_and_does
@never_cache
@guarded
def members(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Who sits, who said nothing yet; note what people say by phone."""
    found = own_panel(request, process, activity)
    if request.method == "POST":
        try:
            _settled(request, found)
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect(found.page("members"))
    rows = queries.members_of(found) if found.is_shown else []
    facts = {"panel": found, "gathering": found.gathering, "members": rows}
    facts |= {"log": queries.replacements_of(found), "whys": WHYS}
    return render(request, "panels/members.html", facts)


def _settled(request: HttpRequest, found: Panel) -> None:
    sent, by = request.POST, acting_person(request)
    volunteer = _volunteer(found, sent.get("who", ""))
    if "confirm" in sent:
        services.confirm_seat(volunteer, by=by)
    elif "withdraw" in sent:
        services.withdraw_volunteer(volunteer, by=by)
    elif sent.get("why") in dict(WHYS):
        services.leave_panel(volunteer, sent["why"], by=by)


def _volunteer(panel: Panel, key: str) -> Volunteer:
    try:
        found = panel.volunteers.filter(pk=UUID(key)).first()
    except ValueError:
        found = None
    if found is None:
        raise Missing
    found.panel = panel
    return found


@require_safe
@never_cache
@guarded
def private(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The pool as files and who is who, for the organisers alone."""
    found = own_panel(request, process, activity)
    if not hasattr(found, "portfolio"):
        raise Missing
    answer = HttpResponse(private_archive(found), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="panel-private.zip"'
    return answer
