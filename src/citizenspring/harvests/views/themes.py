"""The theme workshop: people merge, split and name themes, and take back what was wrong."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.common.numbers import whole_number
from citizenspring.harvests import services
from citizenspring.harvests.addresses import page
from citizenspring.harvests.errors import NoOtherTheme, ThemeGone
from citizenspring.harvests.forms import MoveForm, NameForm, SplitForm, chosen
from citizenspring.harvests.models import Theme
from citizenspring.harvests.permissions import may_publish_harvest, may_shape_themes
from citizenspring.harvests.queries import workshop
from citizenspring.harvests.queries.harvest import harvest_of
from citizenspring.people.services import acting_person
from citizenspring.rounds.models import Run

__all__ = ["loose", "theme", "themes", "undo"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])
MOST_RUNS = 1000


def _run(request: HttpRequest, process: str, activity: str) -> Run:
    number = whole_number(request.GET.get("run"), largest=MOST_RUNS)
    run = workshop.run_at(process, activity, request.user, number)
    may_shape_themes.require(request.user, run.gathering)
    return run


def _here(run: Run, name: str = "themes", *more: object) -> str:
    return f"{page(run.gathering, name, *more)}?run={run.number}"


@asks_and_does
@never_cache
def themes(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """All themes of a run; those ticked are merged into the largest of them."""
    run = _run(request, process, activity)
    listed = list(workshop.themes_of(run))
    refusal = _merge(request, run, listed) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        return redirect(_here(run))
    facts = {
        "run": run,
        "gathering": run.gathering,
        "runs": run.gathering.runs.order_by("number"),
        "themes": listed,
        "loose": workshop.loose_cards(run).count(),
        "acts": workshop.acts_of(run),
        "refusal": refusal,
        "harvest": harvest_of(run.gathering),
        "may_publish": may_publish_harvest(request.user, run.gathering),
    }
    return render(request, "harvests/themes.html", facts, status=refusal.status if refusal else 200)


def _merge(request: HttpRequest, run: Run, listed: list[Theme]) -> Refusal | None:
    ticked = chosen(request.POST.getlist("theme"))
    largest = next((one for one in listed if one.pk in ticked), None)
    first = largest or Theme.objects.filter(run=run, pk__in=ticked).first()
    try:
        if first is None:
            raise NoOtherTheme
        services.merge_themes(first, ticked, by=acting_person(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        return refusal
    messages.success(
        request, _("Merged. It stands in the list of changes, where it can be undone.")
    )
    return None


@asks_and_does
@never_cache
def theme(request: HttpRequest, process: str, activity: str, pk: UUID) -> HttpResponse:
    """One theme: its name, and its cards to move or to make a theme of."""
    run = _run(request, process, activity)
    return _theme_page(request, run, workshop.theme_at(run, pk))


@asks_and_does
@never_cache
def loose(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Cards in no theme."""
    return _theme_page(request, _run(request, process, activity), None)


def _theme_page(request: HttpRequest, run: Run, found: Theme | None) -> HttpResponse:
    others = [one for one in workshop.themes_of(run) if found is None or one.pk != found.pk]
    refusal = _change(request, run, found, others) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(
            request, _("Done. It stands in the list of changes, where it can be undone.")
        )
        return redirect(_here(run))
    facts = {
        "run": run,
        "gathering": run.gathering,
        "theme": found,
        "cards": workshop.cards_of_theme(found) if found else workshop.loose_cards(run),
        "ticked": set(chosen(request.POST.getlist("card"))),
        "name_form": NameForm(initial={"title": found.title}) if found else None,
        "split_form": SplitForm(initial={"title": request.POST.get("title", "")}),
        "move_form": MoveForm(others),
        "refusal": refusal,
    }
    return render(request, "harvests/theme.html", facts, status=refusal.status if refusal else 200)


def _change(
    request: HttpRequest, run: Run, found: Theme | None, others: list[Theme]
) -> Refusal | None:
    """Do what the pressed button says."""
    by, said, cards = acting_person(request), request.POST, chosen(request.POST.getlist("card"))
    spoken = {"language": get_language() or ""}
    try:
        if said.get("act") == "name" and found:
            services.name_theme(found, said.get("title", ""), by=by, **spoken)
        elif said.get("act") == "split":
            services.split_theme(run, cards, said.get("title", ""), by=by, **spoken)
        else:
            form = MoveForm(others, said)
            target = form.theme(others) if form.is_valid() else None
            if not form.is_valid():
                raise ThemeGone
            services.move_cards(run, cards, target, by=by)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return refusal
    return None


@require_POST
def undo(request: HttpRequest, process: str, activity: str, pk: UUID) -> HttpResponse:
    """Take one change back."""
    gathering = workshop.run_at(process, activity, request.user, None).gathering
    may_shape_themes.require(request.user, gathering)
    acts = workshop.all_acts(gathering)
    act = get_object_or_404(acts, pk=pk)
    services.undo_act(act, by=acting_person(request))
    messages.success(request, _("Undone: everything is as it was before."))
    return redirect(_here(act.run))
