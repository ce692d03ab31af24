"""The phones of one event: a room shares one network address, and its short address says so (A40).

Whoever opens the short address of a flyer or a screen gets a signed note of that event. It names no
one, is the same for the whole room, and counts for nothing but how many guests one address brings.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

__all__ = ["come_by", "event_of"]

# Pages for strangers are the same with it (`common.strangers`).
COOKIE = "event"
SALT = "people.events"
LASTS = timedelta(hours=12)


def come_by(response: HttpResponse, code: str) -> HttpResponse:
    """Let the browser remember by which short address it came, for the length of an event."""
    response.set_signed_cookie(
        COOKIE,
        code,
        salt=SALT,
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def event_of(request: HttpRequest) -> str:
    """The code of the short address it came by; empty without one, or when we did not sign it."""
    return str(request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LASTS))
