"""Everybody sees how many are held back and why; some decide."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.people import services
from citizenspring.people.models import Burst, Person
from citizenspring.people.permissions import may_decide_bursts
from citizenspring.people.second_factor import guarded

__all__ = ["bursts", "decide_burst"]

SHOWN = 100


@require_safe
def bursts(request: HttpRequest) -> HttpResponse:
    found = Burst.objects.annotate(number=Count("held"))[:SHOWN]
    facts = {"bursts": found, "may_decide": may_decide_bursts(request.user, None)}
    return render(request, "people/bursts.html", facts)


@require_POST
@login_required
@guarded
def decide_burst(request: HttpRequest, burst_id: str) -> HttpResponse:
    burst, person = get_object_or_404(Burst, pk=burst_id), cast("Person", request.user)
    counts, reason = request.POST.get("decision") == "release", request.POST.get("reason", "")
    try:
        services.decide_burst(burst, counts=counts, reason=reason, by=person)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted, in the public record too."))
    return redirect("people:bursts")
