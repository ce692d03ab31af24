"""The page that explains the API, drawn from its own description."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citizenspring.common.errors import Missing

from .problems import problem
from .v1 import api

__all__ = ["docs", "nowhere"]


@dataclass(frozen=True)
class Endpoint:
    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]


def _endpoints() -> list[Endpoint]:
    return [
        Endpoint(
            path,
            facts["get"].get("summary", ""),
            facts["get"].get("description", ""),
            facts["get"].get("parameters", []),
        )
        for path, facts in api.get_openapi_schema()["paths"].items()
    ]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html", {"endpoints": _endpoints()})


@require_safe
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address of the API that does not exist answers as the API does."""
    del request, rest
    return problem(Missing.status, Missing.code, str(Missing()))
