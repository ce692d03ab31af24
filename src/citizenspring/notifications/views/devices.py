"""Devices that show news, and the script that shows it there."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from citizenspring.notifications import services
from citizenspring.notifications.models import Device
from citizenspring.people.models import Person

__all__ = ["add_device", "remove_device", "worker"]


@require_POST
@login_required
def add_device(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Person)
    sent = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    services.add_device(sent["endpoint"], p256dh=sent["p256dh"], auth=sent["auth"], by=request.user)
    messages.success(request, _("This device shows your news from now on."))
    return redirect("notifications:settings")


@require_POST
@login_required
def remove_device(request: HttpRequest, device_id: UUID) -> HttpResponse:
    assert isinstance(request.user, Person)
    found = get_object_or_404(Device, pk=device_id, person=request.user)
    services.remove_device(found, by=request.user)
    messages.success(request, _("That device shows your news no more."))
    return redirect("notifications:settings")


@cache_control(no_cache=True)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: it shows a notification, and opens what it leads to."""
    return render(request, "notifications/worker.js", content_type="text/javascript; charset=utf-8")
