"""The first version of the public API: the same for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from . import budgets, maps, moods, polls, processes, threads
from .problems import answer_with_problems

__all__ = ["api"]


class PublicAPI(NinjaAPI):
    """Any page of the web may read it: there is nothing personal in it."""

    def create_response(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().create_response(request, *args, **kwargs)
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer


api = PublicAPI(
    title="Citizen Spring",
    version="1",
    description="Everything public. Lists are paged; errors are problem documents.",
    urls_namespace="api:v1",
    docs_url=None,
    openapi_url="/openapi.json",
)
api.add_router("", processes.router)
api.add_router("", threads.router)
api.add_router("", maps.router)
api.add_router("", moods.router)
api.add_router("", budgets.router)
api.add_router("", polls.router)
answer_with_problems(api)
