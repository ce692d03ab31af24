"""How mail goes, for organisers."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from citizenspring.common.numbers import whole_number
from citizenspring.notifications import queries
from citizenspring.notifications.carrying import TOPIC
from citizenspring.notifications.permissions import may_see_mail

__all__ = ["mail"]

FARTHEST = 10**6


@never_cache
@require_safe
@login_required
def mail(request: HttpRequest) -> HttpResponse:
    may_see_mail.require(request.user, None)
    number = whole_number(request.GET.get("page"), largest=FARTHEST) or 1
    facts = {"page": queries.sendings(number), "outbox": queries.outbox(), "topic": TOPIC}
    is_fragment = "X-Fragment" in request.headers
    return render(request, f"notifications/{'_sendings' if is_fragment else 'mail'}.html", facts)
