"""For organisers before the draw: the steps, quotas, letters."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from citizenspring.common.cells import csv_text
from citizenspring.common.errors import Missing, NotAllowed, Refusal
from citizenspring.common.forms import refusals_shown
from citizenspring.common.numbers import whole_number
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.queries import gathering_at
from citizenspring.panels import queries, services
from citizenspring.panels.features import commune_names
from citizenspring.panels.forms import (
    FiguresForm,
    LettersForm,
    PlanForm,
    PrepareForm,
    PublishForm,
    QuotasForm,
)
from citizenspring.panels.models import Panel
from citizenspring.panels.permissions import may_run_panel
from citizenspring.people.services import acting_person

__all__ = ["letters", "organise", "own_panel", "quotas"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


def _gathering(request: HttpRequest, process: str, activity: str) -> Gathering:
    gathering = gathering_at(process, activity, request.user)
    may_run_panel.require(request.user, gathering)
    return gathering


def own_panel(request: HttpRequest, process: str, activity: str) -> Panel:
    found = queries.panel_of(_gathering(request, process, activity))
    if found is None:
        raise Missing
    return found


@asks_and_does
@never_cache
def organise(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The steps of a panel; without one, the first of them."""
    gathering = _gathering(request, process, activity)
    found = queries.panel_of(gathering)
    form = PrepareForm(request.POST or None, initial={"size": 45})
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            size = form.cleaned_data["size"]
            made = services.prepare_panel(gathering, size, by=acting_person(request))
            return redirect(made.page("quotas"))
    facts: dict[str, Any] = {"gathering": gathering, "panel": found, "form": form}
    if found:
        facts["funnel"] = queries.funnel_of(found, is_public=False)
        facts["search"] = queries.search_of(found)
    status = 422 if form.errors else 200
    return render(request, "panels/organise.html", facts, status=status)


@asks_and_does
@never_cache
def quotas(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Change the quotas, check them against the answers, publish them with their source."""
    found = own_panel(request, process, activity)
    sent = request.POST
    forms: dict[str, Form] = {
        "size": PrepareForm(sent if "propose" in sent else None, initial={"size": found.size}),
        "figures": FiguresForm(sent if "own" in sent else None),
        "publish": PublishForm(
            sent if "publish" in sent else None, initial={"source": found.source}
        ),
        "form": QuotasForm(found, sent if "save" in sent else None),
    }
    if request.method == "POST" and _changed(request, found, forms):
        return redirect(found.page("quotas"))
    facts = {"panel": found, "gathering": found.gathering, **forms}
    facts["table"] = queries.quota_table(found, with_people=True)
    is_wrong = any(form.is_bound and form.errors for form in forms.values())
    return render(request, "panels/quotas.html", facts, status=422 if is_wrong else 200)


def _changed(request: HttpRequest, found: Panel, forms: dict[str, Form]) -> bool:
    """Do what was pressed; a refusal stands beside what was typed."""
    by = acting_person(request)
    if "check" in request.POST:
        _checked(request, found)
        return True
    if "drop" in request.POST:
        services.drop_feature(found, request.POST["drop"], by=by)
        return True
    bound = next((form for form in forms.values() if form.is_bound), None)
    if bound is None or not bound.is_valid():
        return False
    said = bound.cleaned_data
    with refusals_shown(bound):
        if isinstance(bound, QuotasForm):
            services.set_quotas(found, bound.seats(), reason=said.get("reason", ""), by=by)
        elif "propose" in request.POST:
            services.propose_quotas(found, said["size"], by=by)
        elif "own" in request.POST:
            services.set_figures(found, said["feature"], said["figures"], by=by)
        else:
            services.publish_quotas(found, said["source"], by=by)
        messages.success(request, _("Saved."))
        return True
    return False


def _checked(request: HttpRequest, found: Panel) -> None:
    try:
        people = services.check_answers(found, by=acting_person(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return
    text = _("The %(people)s people who said yes can form a panel that meets every quota.")
    messages.success(request, text % {"people": people})


@asks_and_does
@never_cache
def letters(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Plan how many letters go where, make them, and say when they were sent."""
    found = own_panel(request, process, activity)
    sent = request.POST
    plan = PlanForm(found, sent if "plan" in sent else None)
    form = LettersForm(sent if "make" in sent else None, request.FILES or None)
    if "sent" in sent:
        for batch in found.batches.filter(number=whole_number(sent["sent"]) or 0):
            services.mark_sent(batch, by=acting_person(request))
        return redirect(found.page("letters"))
    if plan.is_bound and plan.is_valid():
        with refusals_shown(plan):
            by, many = acting_person(request), plan.cleaned_data["letters"]
            services.plan(found, many, plan.rates(), by=by)
            return redirect(found.page("letters"))
    if form.is_bound and form.is_valid():
        with refusals_shown(form):
            return _file_of(found, _made(request, found, form))
    return _letters_page(request, found, plan, form)


def _letters_page(
    request: HttpRequest, found: Panel, plan: PlanForm, form: LettersForm
) -> HttpResponse:
    names = commune_names()
    rows = [
        (names.get(row["commune"], ""), row, plan[f"rate-{row['commune']}"])
        for row in found.plan
        if f"rate-{row['commune']}" in plan.fields
    ]
    facts = {"panel": found, "gathering": found.gathering, "plan": plan, "form": form}
    facts |= {"rows": rows, "batches": queries.batches_of(found)}
    facts["expected"] = round(sum(row["volunteers"] for row in found.plan))
    is_wrong = any(one.is_bound and one.errors for one in (plan, form))
    return render(request, "panels/letters.html", facts, status=422 if is_wrong else 200)


def _made(request: HttpRequest, found: Panel, form: LettersForm) -> list[services.NewLetter]:
    said = form.cleaned_data
    addresses = said["addresses"].read() if said["addresses"] else b""
    return services.make_letters(
        found,
        channel=said["channel"],
        language=said["language"],
        addresses=addresses,
        by=acting_person(request),
    )


def _file_of(found: Panel, made: list[services.NewLetter]) -> HttpResponse:
    """The codes, once: what letters are printed from."""
    names = commune_names()
    rows = ((one.code, one.commune, names.get(one.commune, ""), one.household) for one in made)
    text = csv_text(("code", "commune", "name", "household"), rows)
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"letters-{found.gathering.activity.slug}-{found.batches.count()}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
