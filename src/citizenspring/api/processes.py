"""Processes, their activities and what became of them."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from citizenspring.processes import queries
from citizenspring.processes.models import Process
from citizenspring.threads.queries import changes_within

from .paging import Listing, PageAsked, page_of
from .shapes import ActivityOut, ProcessDetail, ProcessOut, StepOut

__all__ = ["router"]

router = Router(tags=["processes"])
Asked = Annotated[PageAsked, Query()]
# The API answers every reader alike: what a stranger may see.
STRANGER = None


class Wanted(PageAsked):
    q: Annotated[str, Query(max_length=200, description=_("Words, in any language."))] = ""
    commune: Annotated[str, Query(max_length=50, description=_("Code of a territory."))] = ""
    theme: Annotated[str, Query(max_length=50)] = ""
    language: Annotated[str, Query(max_length=12)] = ""
    state: Annotated[str, Query(pattern="^(|open|closed|archived|decided)$")] = ""


def _process(slug: str) -> Process:
    return get_object_or_404(queries.visible_to(STRANGER), slug=slug)


@router.get(
    "/processes",
    response=Listing[ProcessOut],
    summary=_("Find processes"),
    description=_("Processes that are not drafts, the newest first."),
)
def processes(request: HttpRequest, wanted: Annotated[Wanted, Query()]) -> dict[str, Any]:
    del request
    found = queries.find(
        STRANGER,
        queries.Find(wanted.q, wanted.commune, wanted.theme, wanted.language, wanted.state),
    )
    return page_of(found, wanted)


@router.get(
    "/processes/{slug}",
    response=ProcessDetail,
    summary=_("One process"),
    description=_("Its texts in every language, its phases and places."),
)
def process(request: HttpRequest, slug: str) -> Process:
    del request
    return _process(slug)


@router.get(
    "/processes/{slug}/activities",
    response=Listing[ActivityOut],
    summary=_("The activities of a process"),
    description=_("Planned, open and closed ones, oldest first."),
)
def activities(request: HttpRequest, slug: str, asked: Asked) -> dict[str, Any]:
    del request
    found = queries.activities_visible_to(STRANGER).filter(process=_process(slug))
    return page_of(found, asked)


@router.get(
    "/processes/{slug}/changes",
    response=Listing[StepOut],
    summary=_("What became of things in a process"),
    description=_("Every step with its reason, newest first."),
)
def changes(request: HttpRequest, slug: str, asked: Asked) -> dict[str, Any]:
    del request
    return page_of(changes_within(_process(slug).node), asked)
