"""How sure the city is of who somebody is, and how to become surer."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from citizenspring.people import queries
from citizenspring.people.models import Person

__all__ = ["levels"]


@never_cache
@require_safe
@login_required
def levels(request: HttpRequest) -> HttpResponse:
    person = request.user
    assert isinstance(person, Person)
    facts = {"steps": queries.steps_of(person), "is_pending": queries.is_pending(person)}
    return render(request, "people/levels.html", facts)
