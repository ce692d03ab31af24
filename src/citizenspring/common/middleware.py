"""What every answer goes through: the content policy, and refusals made into pages."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import unquote

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.http import escape_leading_slashes

from .errors import Refusal

__all__ = ["ContentSecurityPolicy", "LanguageInAddress", "NoNul", "Refusals"]

Answer = Callable[[HttpRequest], HttpResponse]
PLAIN = "text/plain; charset=utf-8"
YEAR = 60 * 60 * 24 * 365
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class ContentSecurityPolicy:
    """Nothing from third parties, nothing inline, on every page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class NoNul:
    """The database takes no NUL in a text, and no honest browser sends one where these ask it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = f"{request.path_info}{unquote(request.META.get('QUERY_STRING', ''))}"
        if "\0" in asked or any("\0" in value for value in request.COOKIES.values()):
            return HttpResponseBadRequest(b"This address cannot be read.\n", content_type=PLAIN)
        return self.get_response(request)


class Refusals:
    """A refusal that no view caught becomes a page with its sentence and its status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "405.html", {"back": _above(request.path_info)}, status=405)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, Refusal):
            facts = {"refusal": problem}
            return render(request, "refusal.html", facts, status=problem.status)
        return None


def _above(path: str) -> str:
    """The nearest page above an address that takes only forms, such as a map above its undo."""
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        break
    return path


class LanguageInAddress:
    """``?lang=nl`` on any page: keep the language in the cookie and clean the address.

    So a flyer can carry a language, and the address that people share carries none.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get("lang", "")
        if request.method != "GET" or wanted not in dict(settings.LANGUAGES):
            return self.get_response(request)
        rest = request.GET.copy()
        del rest["lang"]
        # Without this, an address that begins with two slashes would lead to another site.
        path = escape_leading_slashes(request.path)
        response = HttpResponseRedirect(f"{path}?{rest.urlencode()}" if rest else path)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=YEAR,
            samesite="Lax",
            secure=bool(settings.SESSION_COOKIE_SECURE),
        )
        return response
