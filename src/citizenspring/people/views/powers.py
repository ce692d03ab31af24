"""Two organisers together end the power of a third."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.people import services
from citizenspring.people.models import Person, PowerChange, Role
from citizenspring.people.second_factor import guarded

__all__ = ["ask_to_end", "change_power"]

ACTS: dict[str, Callable[..., None]] = {
    "agree": services.agree_to_end,
    "stop": services.stop_change,
}


@require_POST
@login_required
@guarded
def ask_to_end(request: HttpRequest, role_id: str) -> HttpResponse:
    role = get_object_or_404(Role, pk=role_id)
    reason, person = request.POST.get("reason", ""), cast("Person", request.user)
    return _done(request, lambda: services.ask_to_end(role, reason=reason[:500], by=person))


@require_POST
@login_required
@guarded
def change_power(request: HttpRequest, change_id: str, act: str) -> HttpResponse:
    found = PowerChange.objects.select_related("role")
    change, person = get_object_or_404(found, pk=change_id), cast("Person", request.user)
    return _done(request, lambda: ACTS[act](change, by=person))


def _done(request: HttpRequest, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted, in the public record too."))
    return redirect("people:roles")
