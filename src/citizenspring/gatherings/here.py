"""Who holds this phone in the room: by her session, or by the ticket she typed on it.

A room of 1,500 has no accounts and needs none. The ticket is claimed once, in a signed cookie of
the gathering; nothing is written anywhere, and a lost phone is replaced by typing it on another.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from citizenspring.people.events import event_of
from citizenspring.people.limits import Limit, client_address
from citizenspring.people.models import Person

from .errors import TicketUnknown
from .models import Gathering, Registration
from .tickets import plain_ticket

__all__ = ["claim", "forget", "here_of", "registration_of_ticket"]

COOKIE, SALT, LASTS = "here", "gatherings.here", timedelta(hours=36)
# Each try counts until it was right: a script at one address runs dry, a room does not (A40).
TRIES = Limit("wrong tickets of a network address", 300, timedelta(seconds=6))
EVENT_TRIES = Limit("wrong tickets of a network address at an event", 3000, timedelta(seconds=6))


def here_of(request: HttpRequest, gathering: Gathering) -> Registration | None:
    """The registration behind this request: the ticket claimed here, or else the person's own.

    Its ``arrival`` is read with it (``getattr(found, "arrival", None)``).
    """
    rows = gathering.registrations.select_related("arrival", "home")
    rows = rows.filter(~Q(state=Registration.State.CANCELLED) | Q(arrival__isnull=False))
    found = rows.filter(pk=key).first() if (key := _claimed(request, gathering)) else None
    if found is None and isinstance(request.user, Person):
        found = rows.filter(person=request.user).first()
    if found:
        found.gathering = gathering
    return found


def registration_of_ticket(
    request: HttpRequest, gathering: Gathering, written: str
) -> Registration:
    """Who has the ticket that was typed; wrong ones are counted for each network address."""
    limit, who = TRIES, client_address(request)
    if event_of(request) == gathering.code:
        limit, who = EVENT_TRIES, f"{gathering.code}\n{who}"
    limit.take(who)
    rows = gathering.registrations.exclude(state=Registration.State.CANCELLED)
    found = rows.filter(ticket=plain_ticket(written)).first()
    if found is None:
        raise TicketUnknown
    limit.give_back(who)
    found.gathering = gathering
    return found


def claim(response: HttpResponse, registration: Registration) -> HttpResponse:
    """Let this browser be that of the ticket's holder until the day is over."""
    response.set_signed_cookie(
        COOKIE,
        f"{registration.gathering_id}:{registration.pk}",
        salt=SALT,
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """The next who holds this phone is somebody else."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _claimed(request: HttpRequest, gathering: Gathering) -> UUID | None:
    said = str(request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LASTS))
    where, _, who = said.partition(":")
    return UUID(who) if where == str(gathering.pk) else None
