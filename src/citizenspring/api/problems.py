"""Errors of the API as problem documents (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from citizenspring.common.errors import Missing, Refusal

__all__ = ["answer_with_problems", "problem"]


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """One problem; ``code`` is for programs and stays, ``detail`` is for people."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    content = json.dumps({**body, "code": code, **more})
    answer = HttpResponse(content, status=status, content_type="application/problem+json")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _refused(_request: HttpRequest, refusal: Refusal | type[Refusal]) -> HttpResponse:
    return problem(refusal.status, refusal.code, str(refusal))


def _missing(_request: HttpRequest, _error: Http404 | type[Http404]) -> HttpResponse:
    return problem(Missing.status, Missing.code, str(Missing()))


def _wrong(_request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    """Say which parameter is wrong; never repeat what was sent."""
    assert isinstance(error, ValidationError)
    wrong = [
        {"parameter": str(one["loc"][-1]), "expected": str(one["msg"])} for one in error.errors
    ]
    detail = "; ".join(f"{one['parameter']}: {one['expected']}" for one in wrong)
    return problem(422, "wrong_parameter", detail, errors=wrong)


def _http(_request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(error, HttpError)
    return problem(error.status_code, "refused", str(error))


def answer_with_problems(api: NinjaAPI) -> None:
    """Have the API answer every refusal as a problem document."""
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(ValidationError, _wrong)
    api.add_exception_handler(HttpError, _http)
