"""Public pages for visitors without a session: made once, shown to all of them for a moment.

A stranger's page depends on its address, language and look alone, so within two seconds one
drawing serves everybody. The form token is each visitor's own and is put in anew every time.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

__all__ = ["forget_all", "same_for_strangers"]

# Whoever sends any other cookie may be somebody: a session, a message waiting, an unknown thing.
HARMLESS = frozenset({"csrftoken", "django_language", "event", "theme"})
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")')
MOST_KEPT = 500
LONGEST_QUERY = 200

Key = tuple[str | None, ...]


@dataclass(frozen=True)
class _Kept:
    """A page cut where the form tokens stood."""

    parts: list[bytes]
    headers: dict[str, str]
    until: float


_kept: dict[Key, _Kept] = {}


def forget_all() -> None:
    _kept.clear()


def same_for_strangers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep what the view answers to strangers; for pages that depend on nothing else of them."""

    @wraps(view)
    def answer(request: HttpRequest, *given: object, **named: object) -> HttpResponse:
        if not _is_stranger(request):
            return view(request, *given, **named)
        key = _key(request)
        kept = _kept.get(key)
        if kept and kept.until > time.monotonic():
            return _again(kept, request)
        response = view(request, *given, **named)
        _keep(key, response)
        return response

    return answer


def _is_stranger(request: HttpRequest) -> bool:
    return bool(
        request.method == "GET"
        and settings.STRANGERS_SECONDS
        and HARMLESS.issuperset(request.COOKIES)
        and "X-Fragment" not in request.headers
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    )


def _key(request: HttpRequest) -> Key:
    address = request.scheme, request.get_host(), request.get_full_path()
    return *address, get_language(), request.COOKIES.get("theme", "")


def _keep(key: Key, response: HttpResponse) -> None:
    if response.status_code != 200 or response.streaming or response.cookies:  # noqa: PLR2004  # the usual status
        return
    # Never more than a few megabytes, however many addresses somebody invents.
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    until = time.monotonic() + settings.STRANGERS_SECONDS
    _kept[key] = _Kept(TOKEN.split(response.content), dict(response.headers), until)


def _again(kept: _Kept, request: HttpRequest) -> HttpResponse:
    token = get_token(request).encode() if len(kept.parts) > 1 else b""
    response = HttpResponse(token.join(kept.parts), headers=kept.headers)
    patch_vary_headers(response, ["Cookie"])
    return response
