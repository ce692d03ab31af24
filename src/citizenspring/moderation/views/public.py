"""What everybody can read of moderation, and a person's own part in it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from citizenspring.moderation import queries
from citizenspring.moderation.feeds import feed_of_log
from citizenspring.moderation.models import Decision
from citizenspring.moderation.permissions import may_see_queue
from citizenspring.people.models import Person

__all__ = ["feed", "log", "mine"]


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The rules, the figures, and every act with its reason; never the words it was about."""
    act = request.GET.get("act", "")
    facts = {
        "figures": queries.figures(),
        "page": queries.log_page(request.GET.get("page"), act=act),
        "act": act,
        "acts": Decision.Act.choices,
        "needed": settings.TRUSTED_REPORTS,
        "days": settings.TRUSTED_AFTER_DAYS,
        "smallest": queries.SMALLEST_TOLD,
        "may_see_queue": may_see_queue(request.user, None),
    }
    return render(request, "moderation/log.html", facts)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest acts as Atom."""
    made = feed_of_log(_("Moderation log"), request.build_absolute_uri)
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml")


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What was decided about what the visitor wrote, and what became of her reports."""
    facts: dict[str, Any] = {"mine": None}
    if isinstance(request.user, Person):
        facts["mine"] = queries.mine(request.user)
    return render(request, "moderation/mine.html", facts)
