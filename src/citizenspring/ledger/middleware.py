"""Nothing is changed while the database is older than what was already published (A13)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .errors import RecordIsBehind
from .published import is_behind

__all__ = ["ReadOnlyWhenBehind"]

Answer = Callable[[HttpRequest], HttpResponse]
READING = {"GET", "HEAD", "OPTIONS"}
KEEPS_NOTHING = {"set_language", "pages:theme"}


class ReadOnlyWhenBehind:
    """Refuses every act, and says so, as long as an older copy of the record is in place."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Answer, _arguments: Any, _named: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        keeps = match is None or match.view_name not in KEEPS_NOTHING
        if request.method in READING or not keeps or not is_behind():
            return None
        refusal = RecordIsBehind()
        return render(request, "refusal.html", {"refusal": refusal}, status=refusal.status)
