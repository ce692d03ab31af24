"""Conducting the rounds of a gathering: preparing a method, keeping its clock, ending it."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.common.forms import refusals_shown
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.queries import gathering_at
from citizenspring.people.services import acting_person
from citizenspring.rounds import queries, services
from citizenspring.rounds.errors import NotJson
from citizenspring.rounds.forms import ActForm, PrepareForm
from citizenspring.rounds.models import Run
from citizenspring.rounds.permissions import may_conduct

__all__ = ["act", "conduct", "end"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])
PARTS = {"clock": "rounds/_conduct_clock.html", "tables": "rounds/_conduct_tables.html"}


def _own(request: HttpRequest, process: str, activity: str) -> Gathering:
    found = gathering_at(process, activity, request.user)
    may_conduct.require(request.user, found)
    return found


def _own_run(request: HttpRequest, process: str, activity: str, number: int) -> Run:
    found = queries.run_at(process, activity, number, request.user)
    may_conduct.require(request.user, found.gathering)
    return found


@asks_and_does
@never_cache
def conduct(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The clock, its buttons, what comes from the tables, and the methods of the day."""
    found = _own(request, process, activity)
    form = PrepareForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(form):
            made = services.prepare_run(
                found, form.cleaned_data["method"], by=acting_person(request)
            )
            messages.success(request, _("It is prepared. Start it when the room is ready."))
            return redirect(made.conduct_page)
    facts = _facts(found, request.GET.get("run", ""))
    part = PARTS.get(request.GET.get("part", ""))
    if part and facts["run"]:
        return render(request, part, facts)
    status = 422 if form.errors else 200
    return render(request, "rounds/conduct.html", {**facts, "form": form}, status=status)


def _facts(gathering: Gathering, wanted: str) -> dict[str, object]:
    runs = list(queries.runs_of(gathering))
    chosen = next((run for run in runs if str(run.number) == wanted), None)
    run = chosen or queries.run_of(gathering)
    facts: dict[str, object] = {"gathering": gathering, "runs": runs, "run": run}
    for each in (*runs, *([run] if run else [])):
        each.gathering = gathering
    if run is None:
        return facts
    clock = queries.clock_of(run)
    rows = queries.table_rows(run, clock)
    return {
        **facts,
        "clock": clock,
        "method": queries.method_of(run),
        "steps": queries.steps_of(run, clock),
        "rows": rows,
        "silent": [row.number for row in rows if row.is_silent],
        "voted": queries.voted_now(run, clock),
        "voters": queries.may_vote_count(gathering),
        "sent": uuid4(),
    }


@require_POST
def act(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """One press of a button of the clock."""
    run = _own_run(request, process, activity, number)
    form = ActForm(request.POST)
    if not form.is_valid():
        raise NotJson
    try:
        _act(run, form, request)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return redirect(run.conduct_page)


def _act(run: Run, form: ActForm, request: HttpRequest) -> None:
    kind, by = form.cleaned_data["act"], acting_person(request)
    if kind == "start":
        services.start(run, by=by)
        return
    expected, sent = form.expected, form.sent_key
    if kind == "extend":
        seconds = form.cleaned_data["seconds"] or 0
        services.extend(run, seconds, by=by, expected=expected, sent=sent)
    else:
        acts = {"pause": services.pause, "resume": services.resume, "skip": services.skip}
        acts[kind](run, by=by, expected=expected, sent=sent)


@asks_and_does
@never_cache
def end(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    """Ask once more, then end it: no vote is taken after that."""
    run = _own_run(request, process, activity, number)
    if request.method == "POST":
        try:
            services.end_run(run, by=acting_person(request))
            messages.success(request, _("It has ended, and its result is fixed."))
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        return redirect(run.conduct_page)
    facts = {"gathering": run.gathering, "run": run, "clock": queries.clock_of(run)}
    return render(request, "rounds/end.html", facts)
