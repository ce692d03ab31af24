"""Cancelling the registration of somebody who asked an organiser to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from citizenspring.gatherings import queries, services
from citizenspring.gatherings.models import Registration
from citizenspring.gatherings.permissions import may_see_registrations
from citizenspring.people.services import acting_person

__all__ = ["strike"]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def strike(request: HttpRequest, process: str, activity: str, key: UUID) -> HttpResponse:
    """Ask once more, then give the place to whoever waits; the person is told."""
    found = queries.gathering_at(process, activity, request.user)
    may_see_registrations.require(request.user, found)
    rows = found.registrations.exclude(state=Registration.State.CANCELLED)
    who = get_object_or_404(rows, pk=key)
    who.gathering = found
    if request.method != "POST":
        return render(request, "gatherings/strike.html", {"gathering": found, "who": who})
    services.cancel_registration(who, by=acting_person(request))
    messages.success(request, _("%(name)s is no longer registered.") % {"name": who.name})
    return redirect(found.page("registrations"))
