"""A form sent from a page older than the last signing in or out: nothing typed is lost.

Django refuses such a form because its token is old. The page that says so gives every text back
in a form with a token of now, to be looked at and sent again. It does so only when the browser
says that the form came from this site: what another site sent must not become one press away.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

__all__ = ["outdated_page"]

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of the field, not a token


@never_cache
def outdated_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Ask whether what was sent is still meant; ``reason`` is Django's own, for its log."""
    del reason
    if not _is_from_here(request):
        return render(request, "403.html", status=403)
    sent = [
        (name, value) for name, values in request.POST.lists() if name != TOKEN for value in values
    ]
    facts = {
        # Prose is shown and may be changed; a choice or a number says nothing by itself.
        "written": [pair for pair in sent if _is_prose(pair[1])],
        "chosen": [pair for pair in sent if not _is_prose(pair[1])],
        "has_files": bool(request.FILES),
        "address": request.get_full_path(),
    }
    return render(request, "outdated.html", facts, status=403)


def _is_from_here(request: HttpRequest) -> bool:
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    return request.method == "POST" and _place(said) == (request.scheme, request.get_host())


def _place(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc


def _is_prose(value: str) -> bool:
    return len(value.split()) > 1
