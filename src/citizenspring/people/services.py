"""Acts about people."""

from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.translation import get_language

from .models import Person

__all__ = ["acting_person"]


def acting_person(request: HttpRequest) -> Person:
    """The person behind a request that acts; a first act makes a guest, a visit never does."""
    if isinstance(request.user, Person):
        return request.user
    guest = Person(language=get_language() or "fr")
    guest.set_unusable_password()
    guest.save(force_insert=True)
    login(request, guest, backend="citizenspring.people.backends.GuestBackend")
    return guest
