"""Answers when the platform itself fails: whole pages that need neither database nor session."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

__all__ = ["fault"]

TRY_AGAIN_SECONDS = "10"
log = logging.getLogger("citizenspring.faults")


def fault(request: HttpRequest) -> HttpResponse:
    """Say that the database is away for a moment, or that something is broken."""
    problem = sys.exc_info()[1]
    if isinstance(problem, OperationalError | InterfaceError):
        response = _page(request, 503)
        response.headers["Retry-After"] = TRY_AGAIN_SECONDS
        log.warning("A page was refused for want of the database: %s", _first_line(problem))
        # One line is enough: the trace of every request in an outage would bury the reason.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    with translation.override(translation.get_language_from_request(request)):
        return HttpResponse(render_to_string(f"{status}.html"), status=status)


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or ["no reason given"])[0]
