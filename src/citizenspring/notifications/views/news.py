"""News for the visitor."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from citizenspring.common.numbers import whole_number
from citizenspring.notifications import queries, services
from citizenspring.notifications.wording import words_of
from citizenspring.people.models import Person

__all__ = ["news", "open_news", "read_all"]

FARTHEST = 10**6


@never_cache
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Everything the visitor was told, the newest first."""
    facts: dict[str, Any] = {"page": None}
    if isinstance(request.user, Person):
        number = whole_number(request.GET.get("page"), largest=FARTHEST)
        facts["page"] = queries.news_of(request.user, number or 1)
    return render(request, "notifications/news.html", facts)


@never_cache
@require_safe
@login_required
def open_news(request: HttpRequest, news_id: int) -> HttpResponse:
    """Go where a piece of news leads; it counts as read then."""
    assert isinstance(request.user, Person)
    found = get_object_or_404(queries.with_telling(request.user), pk=news_id)
    services.mark_read(found, by=request.user)
    return redirect(words_of(found.telling).url or "notifications:news")


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Person)
    services.mark_all_read(by=request.user)
    return redirect("notifications:news")
