"""A guest: made by the first act of a browser, never by a visit."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import get_language

from citizenspring.people.errors import ConsentWithdrawn, TooMany, TooManyHere
from citizenspring.people.events import event_of
from citizenspring.people.limits import Limit, client_address
from citizenspring.people.models import Person

__all__ = ["acting_person", "leave"]

# A home, an office or a street gets in; a script soon does not.
GUESTS = Limit("guests of a network address", settings.GUESTS_PER_ADDRESS, timedelta(seconds=6))
# A room of 1,500 phones behind one address gets in at once, by the short address of its event.
EVENT_GUESTS = Limit(
    "guests of a network address at an event", settings.GUESTS_PER_EVENT, timedelta(seconds=6)
)
# Long enough for acts sent at the same moment; after it the form's secret opens nothing.
SAME_MOMENT = timedelta(minutes=1)
BACKEND = "citizenspring.people.backends.GuestBackend"


def acting_person(request: HttpRequest) -> Person:
    """The person behind a request that acts; a first act makes a guest, a visit never does."""
    if isinstance(request.user, Person):
        if request.user.takes_part is False:
            raise ConsentWithdrawn
        return request.user
    guest = _guest_of(request)
    _open_session(request, guest)
    return guest


def _guest_of(request: HttpRequest) -> Person:
    """The guest made by this very browser a moment ago, or a new one: the constraint decides."""
    first_act = _digest_of_form_secret(request)
    moment = now() - SAME_MOMENT
    known = Person.objects.filter(first_act=first_act) if first_act else Person.objects.none()
    if guest := known.filter(created_at__gte=moment).first():
        return guest
    _let_in(request)
    with transaction.atomic():
        known.filter(created_at__lt=moment).update(first_act=None)
        guest = Person(language=get_language() or settings.LANGUAGE_CODE, first_act=first_act)
        guest.set_unusable_password()
        Person.objects.bulk_create([guest], ignore_conflicts=True)
    return known.get() if first_act else guest


def _let_in(request: HttpRequest) -> None:
    address, event = client_address(request), event_of(request)
    if event:
        EVENT_GUESTS.take(f"{event}\n{address}")
        return
    try:
        GUESTS.take(address)
    except TooMany as refused:
        raise TooManyHere from refused


def _digest_of_form_secret(request: HttpRequest) -> bytes | None:
    """Acts sent side by side by one browser have no session yet, but one form secret."""
    secret = request.META.get("CSRF_COOKIE")
    if not secret:
        return None
    return hmac.digest(
        settings.SECRET_KEY.encode(), f"first act\n{secret}".encode(), hashlib.sha256
    )


def _open_session(request: HttpRequest, guest: Person) -> None:
    secret = request.META.get("CSRF_COOKIE")
    login(request, guest, backend=BACKEND)
    if secret:
        # A guest gains nothing that a new form secret would guard, and the forms that are
        # already open in this browser must go on working.
        request.META["CSRF_COOKIE"] = secret
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)


def leave(*, by: Person) -> None:
    """The next person on this device must not be taken for this one."""
    Person.objects.filter(pk=by.pk).update(first_act=None)
