"""How often one wants news, and leaving by the link in a mail."""

from django.conf import settings as django_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from citizenspring.notifications import queries, services
from citizenspring.notifications.errors import LeaveUnknown
from citizenspring.notifications.forms import RhythmsForm
from citizenspring.notifications.kinds import kind_named
from citizenspring.notifications.leaving import read_token
from citizenspring.notifications.push_keys import public_key
from citizenspring.people.models import Person
from citizenspring.people.queries import wants_news

__all__ = ["leave", "settings", "try_mailbox"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: HttpRequest) -> HttpResponse:
    person = request.user
    assert isinstance(person, Person)
    rhythms = queries.rhythms_of(person)
    free = [(kind, rhythm) for kind, rhythm in rhythms if not kind.essential]
    known = {"agrees": wants_news(person)}
    form = RhythmsForm(free, request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        services.choose_rhythms(form.rhythms(), by=person)
        services.agree_to_mail(agrees=form.cleaned_data["agrees"], by=person)
        messages.success(request, _("Saved."))
        return redirect("notifications:settings")
    facts = {
        "form": form,
        "essential": [kind for kind, _rhythm in rhythms if kind.essential],
        "unreachable": queries.unreachable_since(person),
        "devices": person.devices.order_by("-added_at"),
        "push_key": public_key() if django_settings.PUSH else "",
    }
    return render(request, "notifications/settings.html", facts, status=422 if form.errors else 200)


@require_POST
@login_required
def try_mailbox(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Person)
    services.try_mailbox_again(by=request.user)
    messages.success(request, _("We write to your address again from now on."))
    return redirect("notifications:settings")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, then stop the mail: programs that look into every link only get the question.

    Mail programs that offer one click send the form by themselves, without cookies (RFC 8058).
    """
    found = read_token(token)
    if found is None:
        raise LeaveUnknown().leading_to(reverse("notifications:settings"))
    kind = kind_named(found.kind)
    facts = {"label": kind.label if kind else "", "is_done": request.method == "POST"}
    if request.method == "POST":
        services.leave(found)
    return render(request, "notifications/leave.html", facts)
