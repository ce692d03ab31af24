"""The pages of an opinion map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import queries

__all__ = ["common_ground", "statement", "statements", "vote"]


@require_safe
def vote(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    found = queries.map_at(process, activity, request.user)
    return render(request, "opinions/vote.html", {"map": found})


@require_safe
def statements(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    found = queries.map_at(process, activity, request.user)
    return render(request, "opinions/statements.html", {"map": found})


@require_safe
def statement(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    found = queries.map_at(process, activity, request.user)
    facts = {"map": found, "statement": queries.statement_at(found, number)}
    return render(request, "opinions/statement.html", facts)


@require_safe
def common_ground(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    found = queries.map_at(process, activity, request.user)
    return render(request, "opinions/common_ground.html", {"map": found})
