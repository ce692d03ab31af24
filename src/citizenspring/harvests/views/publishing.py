"""For organisers: publish the harvest, and make something of its cards."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from citizenspring.common.forms import refusals_shown
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.queries import gathering_at
from citizenspring.harvests import services
from citizenspring.harvests.addresses import page
from citizenspring.harvests.destinations import Destination, Target, all_destinations
from citizenspring.harvests.forms import SendForm, chosen
from citizenspring.harvests.permissions import may_publish_harvest, may_send_cards
from citizenspring.harvests.queries import harvest as reading
from citizenspring.harvests.queries.publishing import state_of
from citizenspring.people.services import acting_person

__all__ = ["publish", "send"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])
ON_A_PAGE = 100


@asks_and_does
@never_cache
def publish(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Say what will be public, then publish it."""
    found = gathering_at(process, activity, request.user)
    may_publish_harvest.require(request.user, found)
    if request.method == "POST":
        services.publish(found, by=acting_person(request))
        messages.success(request, _("The harvest is public, and everybody who was there is told."))
        return redirect(page(found, "harvest"))
    facts = {"gathering": found, "state": state_of(found), "harvest": reading.harvest_of(found)}
    return render(request, "harvests/publish.html", facts)


@asks_and_does
@never_cache
def send(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Choose cards, say what they become and why."""
    found = reading.harvest_at(process, activity, request.user).gathering
    may_send_cards.require(request.user, found)
    places = _places(request, found)
    form = SendForm(places, request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown(form):
            _send(request, found, form)
            return redirect(f"{page(found, 'cards')}?went_on=yes")
    wanted = reading.Wanted.read(request.GET.dict())
    pages = Paginator(reading.found_cards(found, wanted), ON_A_PAGE)
    facts = {
        "gathering": found,
        "form": form,
        "has_places": any(targets for _place, targets in places),
        "places": places,
        "wanted": wanted,
        "ticked": set(chosen(request.POST.getlist("card"))),
        "page": pages.get_page(request.GET.get("page")),
        "themes": reading.theme_rows(found),
        "phases": reading.phases_of(found).items(),
    }
    return render(request, "harvests/send.html", facts, status=422 if form.errors else 200)


def _places(
    request: HttpRequest, gathering: Gathering
) -> list[tuple[Destination, Sequence[Target]]]:
    """Where this organiser may send cards, with the places that take them now."""
    process = gathering.activity.process
    return [
        (one, one.targets(process)) for one in all_destinations() if one.may(request.user, process)
    ]


def _send(request: HttpRequest, gathering: Gathering, form: SendForm) -> None:
    name, target = form.place()
    sent = services.send_cards(
        gathering,
        chosen(request.POST.getlist("card")),
        name,
        target,
        reason=form.cleaned_data["reason"],
        language=get_language() or "",
        by=acting_person(request),
    )
    count = len(sent.made)
    done = ngettext(
        "%(count)s card went on; its table is told.",
        "%(count)s cards went on; their tables are told.",
        count,
    )
    messages.success(request, done % {"count": count})
    if sent.known:
        messages.info(
            request, _("Cards that were there already: %(count)s.") % {"count": sent.known}
        )
    for one in sent.problems:
        said = {"card": one.card.text[:80], "why": one.problem}
        messages.warning(request, _("“%(card)s” stayed: %(why)s") % said)
