"""The page that explains the API, drawn from its own description."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from citizenspring.common.errors import Missing

from .problems import problem
from .v1 import api

__all__ = ["docs", "nowhere", "to_docs"]


@dataclass(frozen=True)
class Endpoint:
    method: str
    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]


def _endpoints() -> list[Endpoint]:
    return [
        Endpoint(
            method.upper(),
            path,
            _said(facts.get("summary")),
            _said(facts.get("description")),
            [_parameter(one) for one in facts.get("parameters", [])],
        )
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, facts in methods.items()
    ]


def _parameter(facts: dict[str, Any]) -> dict[str, Any]:
    return {**facts, "note": _said(facts["schema"].get("description"))}


def _said(sentence: str | None) -> str:
    """What the description says in English, in the language of the reader."""
    return gettext(sentence) if sentence else ""


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html", {"endpoints": _endpoints()})


@require_safe
def to_docs(request: HttpRequest) -> HttpResponse:
    """Whoever cuts an address of the API short finds the page that explains it."""
    del request
    return redirect("api:docs")


@require_safe
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address of the API that does not exist answers as the API does."""
    del request, rest
    return problem(Missing.status, Missing.code, str(Missing()))
