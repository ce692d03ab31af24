"""Opinion maps: their statements and what was found, with small groups hidden."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Schema

from citizenspring.common.errors import Missing
from citizenspring.opinions import queries
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.opinions.permissions import may_see_results
from citizenspring.processes.texts import in_languages

from .paging import Listing, PageAsked, page_of

__all__ = ["router"]

router = Router(tags=["opinion maps"])
STRANGER = None
Texts = dict[str, str]
# Where people stand is drawn on the page; a program reads the figures.
DRAWN = {"picture", "placing"}


class MapOut(Schema):
    id: UUID
    title: Texts
    state: str
    mode: str
    moderation: str
    smallest_group: int
    shows_results_while_open: bool
    thread: UUID
    url: str

    @staticmethod
    def resolve_title(opinion_map: OpinionMap) -> Texts:
        return in_languages(opinion_map.activity.title)

    @staticmethod
    def resolve_state(opinion_map: OpinionMap) -> str:
        return opinion_map.activity.state

    @staticmethod
    def resolve_thread(opinion_map: OpinionMap) -> UUID:
        return opinion_map.activity.node_id

    @staticmethod
    def resolve_url(opinion_map: OpinionMap) -> str:
        return opinion_map.get_absolute_url()


class TranslationOut(Schema):
    language: str
    text: str
    is_machine: bool


class StatementOut(Schema):
    number: int
    text: str
    language: str
    is_seed: bool
    is_meta: bool
    created_at: datetime
    thread: UUID
    translations: list[TranslationOut]

    @staticmethod
    def resolve_thread(statement: Statement) -> UUID:
        return statement.node_id


class ResultsOut(Schema):
    version: int
    made_at: datetime
    votes: int
    people: int
    result: dict[str, Any]


@router.get(
    "/maps/{process}/{activity}",
    response=MapOut,
    summary=_("One opinion map"),
    description=_("What it is called, whether it is open, and how it counts."),
)
def opinion_map(request: HttpRequest, process: str, activity: str) -> OpinionMap:
    del request
    return queries.map_at(process, activity, STRANGER)


@router.get(
    "/maps/{process}/{activity}/statements",
    response=Listing[StatementOut],
    summary=_("The statements of a map"),
    description=_("Those that are shown, in the order of their numbers, with their translations."),
)
def statements(
    request: HttpRequest, process: str, activity: str, asked: Annotated[PageAsked, Query()]
) -> dict[str, Any]:
    del request
    found = queries.map_at(process, activity, STRANGER)
    shown = found.statements.filter(state=Statement.State.SHOWN).order_by("number")
    return page_of(shown.prefetch_related("translations"), asked)


@router.get(
    "/maps/{process}/{activity}/results",
    response=ResultsOut,
    summary=_("What a map found"),
    description=_(
        "The newest version: groups, common ground, and every statement's figures by its number."
    ),
)
def results(request: HttpRequest, process: str, activity: str) -> dict[str, Any]:
    del request
    found = queries.map_at(process, activity, STRANGER)
    may_see_results.require(STRANGER, found)
    version = queries.latest_version(found)
    if version is None:
        raise Missing
    return {
        "version": version.number,
        "made_at": version.made_at,
        "votes": version.votes_counted,
        "people": version.people_counted,
        "result": {key: value for key, value in version.result.items() if key not in DRAWN},
    }
