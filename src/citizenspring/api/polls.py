"""Secret votes: rules, turnout, and once they are sealed how people voted and where to check."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Schema

from citizenspring.ballots import queries
from citizenspring.ballots.models import Poll
from citizenspring.ballots.rules import rules_of
from citizenspring.processes.models import Process
from citizenspring.processes.texts import in_languages

from .paging import Listing, PageAsked, page_of

__all__ = ["router"]

router = Router(tags=["votes"])
STRANGER = None
Texts = dict[str, str]
Asked = Annotated[PageAsked, Query()]


class PollOut(Schema):
    id: UUID
    title: Texts
    method: str
    state: str
    opened_at: datetime | None
    closes_at: datetime | None
    sealed_at: datetime | None
    digest: str
    is_imported: bool
    thread: UUID
    url: str

    @staticmethod
    def resolve_title(poll: Poll) -> Texts:
        return in_languages(poll.title)

    @staticmethod
    def resolve_thread(poll: Poll) -> UUID:
        return poll.node_id

    @staticmethod
    def resolve_url(poll: Poll) -> str:
        return poll.get_absolute_url()


class PollDetail(PollOut):
    """``voted`` is rounded down to tens until the vote is sealed; ``ways`` come then."""

    rules: dict[str, Any]
    roll: int
    voted: int
    is_exact: bool
    ways: dict[str, int] | None

    @staticmethod
    def resolve_rules(poll: Poll) -> dict[str, Any]:
        return rules_of(poll)

    @staticmethod
    def resolve_roll(poll: Poll) -> int:
        return queries.turnout_of(poll).roll

    @staticmethod
    def resolve_voted(poll: Poll) -> int:
        return queries.turnout_of(poll).voted

    @staticmethod
    def resolve_is_exact(poll: Poll) -> bool:
        return queries.turnout_of(poll).is_exact

    @staticmethod
    def resolve_ways(poll: Poll) -> dict[str, int] | None:
        return queries.channels_of(poll) if poll.is_sealed else None


@router.get(
    "/votes",
    response=Listing[PollOut],
    summary=_("Secret votes"),
    description=_("Votes that are not drafts, the newest first."),
)
def polls(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    del request
    found = Poll.objects.exclude(state=Poll.State.DRAFT)
    seen = found.exclude(process__state=Process.State.DRAFT).select_related("node")
    return page_of(seen.order_by("-opened_at", "pk"), asked)


@router.get(
    "/votes/{uuid:poll_id}",
    response=PollDetail,
    summary=_("One secret vote"),
    description=_("Its rules and options as they were fixed, and how many voted."),
)
def poll(request: HttpRequest, poll_id: UUID) -> Poll:
    del request
    return queries.poll_at(poll_id, STRANGER)
