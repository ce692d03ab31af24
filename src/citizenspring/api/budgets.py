"""Budget rounds: their money and rules, projects, what the count funded, and what came of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Schema

from citizenspring.budgets import queries
from citizenspring.budgets.models import Allocation, Commitment, Pot, Project, Round
from citizenspring.budgets.pabulib import pb_of
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.texts import in_languages

from .paging import Listing, PageAsked, page_of

__all__ = ["router"]

router = Router(tags=["budgets"])
STRANGER = None
Texts = dict[str, str]
Asked = Annotated[PageAsked, Query()]


class PotOut(Schema):
    number: int
    name: Texts
    amount: Decimal

    @staticmethod
    def resolve_name(pot: Pot) -> Texts:
        return in_languages(pot.name)


class RoundOut(Schema):
    """``source`` says what a file said of a vote that was held elsewhere."""

    id: UUID
    title: Texts
    stage: str
    currency: str
    division: str
    pots: list[PotOut]
    method: str
    rule: str
    completion: str
    stops_when_full: bool
    ties: list[str]
    seed: str
    vote_opens_at: datetime | None
    vote_closes_at: datetime | None
    decided_at: datetime | None
    poll: UUID | None
    source: dict[str, Any]
    thread: UUID
    url: str

    @staticmethod
    def resolve_title(budget: Round) -> Texts:
        return in_languages(budget.activity.title)

    @staticmethod
    def resolve_pots(budget: Round) -> list[Pot]:
        return sorted(budget.pots.all(), key=lambda pot: pot.number)

    @staticmethod
    def resolve_poll(budget: Round) -> UUID | None:
        return budget.poll_id

    @staticmethod
    def resolve_source(budget: Round) -> dict[str, Any]:
        return {name: budget.source[name] for name in ("file", "rule") if name in budget.source}

    @staticmethod
    def resolve_thread(budget: Round) -> UUID:
        return budget.activity.node_id

    @staticmethod
    def resolve_url(budget: Round) -> str:
        return budget.get_absolute_url()


class ProjectOut(Schema):
    """``number`` is that on the ballot; ``key`` stands in the address and never changes."""

    key: int
    number: int | None
    external_id: str
    title: Texts
    text: Texts
    state: str
    pot: int
    theme: str
    territory: str
    place: str
    latitude: float | None
    longitude: float | None
    cost_low: Decimal | None
    cost_high: Decimal | None
    cost: Decimal | None
    thread: UUID
    url: str

    @staticmethod
    def resolve_title(project: Project) -> Texts:
        return in_languages(project.title)

    @staticmethod
    def resolve_text(project: Project) -> Texts:
        return in_languages(project.text)

    @staticmethod
    def resolve_pot(project: Project) -> int:
        return project.pot.number

    @staticmethod
    def resolve_territory(project: Project) -> str:
        return project.territory.code if project.territory else ""

    @staticmethod
    def resolve_thread(project: Project) -> UUID:
        return project.node_id

    @staticmethod
    def resolve_url(project: Project) -> str:
        return project.node.url


class AllocationOut(Schema):
    """``funded`` are numbers of projects in the order of purchase; small groups are left out."""

    pot: int
    rule: str
    is_official: bool
    funded: list[int]
    spent: Decimal
    voters: int
    groups: list[Any]
    made_at: datetime

    @staticmethod
    def resolve_pot(allocation: Allocation) -> int:
        return allocation.pot.number


class ReportOut(Schema):
    state: str
    text: str
    language: str
    spent: Decimal
    evidence: str
    at: datetime


class CommitmentOut(Schema):
    project: int
    title: Texts
    state: str
    steward: str
    starts_on: date | None
    due_on: date | None
    is_overdue: bool
    amount: Decimal
    spent: Decimal
    reports: list[ReportOut]
    thread: UUID
    url: str

    @staticmethod
    def resolve_project(commitment: Commitment) -> int:
        return commitment.project.key

    @staticmethod
    def resolve_title(commitment: Commitment) -> Texts:
        return in_languages(commitment.project.title)

    @staticmethod
    def resolve_steward(commitment: Commitment) -> str:
        return commitment.steward_name

    @staticmethod
    def resolve_thread(commitment: Commitment) -> UUID:
        return commitment.node_id

    @staticmethod
    def resolve_url(commitment: Commitment) -> str:
        return commitment.get_absolute_url()


def _round(process: str, activity: str) -> Round:
    return queries.round_of(process, activity, STRANGER)


@router.get(
    "/budgets",
    response=Listing[RoundOut],
    summary=_("Budget rounds"),
    description=_("Rounds that are not drafts, the newest first."),
)
def budgets(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    del request
    found = Round.objects.exclude(activity__state=Activity.State.DRAFT)
    seen = found.exclude(activity__process__state=Process.State.DRAFT)
    wide = seen.select_related("activity__process", "activity__node").prefetch_related("pots")
    return page_of(wide.order_by("-activity__created_at"), asked)


@router.get(
    "/budgets/{process}/{activity}",
    response=RoundOut,
    summary=_("One budget round"),
    description=_("Its stage, its money, and how votes share it."),
)
def budget(request: HttpRequest, process: str, activity: str) -> Round:
    del request
    return _round(process, activity)


@router.get(
    "/budgets/{process}/{activity}/projects",
    response=Listing[ProjectOut],
    summary=_("The projects of a round"),
    description=_("All of them, also those that cannot be done, with their costs."),
)
def budget_projects(
    request: HttpRequest, process: str, activity: str, asked: Asked
) -> dict[str, Any]:
    del request
    found = _round(process, activity)
    is_shown = queries.has_reached(found, Round.Stage.REVIEW)
    projects = found.projects.all() if is_shown else found.projects.none()
    return page_of(projects.select_related("pot", "territory", "node").order_by("key"), asked)


@router.get(
    "/budgets/{process}/{activity}/allocations",
    response=Listing[AllocationOut],
    summary=_("What the count funded"),
    description=_("For each part of the money the official result, and another rule beside it."),
)
def budget_allocations(
    request: HttpRequest, process: str, activity: str, asked: Asked
) -> dict[str, Any]:
    del request
    found = Allocation.objects.filter(pot__round=_round(process, activity))
    wide = found.select_related("pot").defer("result")
    return page_of(wide.order_by("pot__number", "-is_official", "rule"), asked)


@router.get(
    "/budgets/{process}/{activity}/commitments",
    response=Listing[CommitmentOut],
    summary=_("What became of funded projects"),
    description=_("Who owes each, by when, what was reported and spent."),
)
def budget_commitments(
    request: HttpRequest, process: str, activity: str, asked: Asked
) -> dict[str, Any]:
    del request
    found = Commitment.objects.filter(project__round=_round(process, activity))
    wide = found.select_related("project", "node").prefetch_related("reports")
    return page_of(wide.order_by("project__key"), asked)


@router.get(
    "/budgets/{process}/{activity}/pabulib",
    response={200: None},
    summary=_("A sealed vote as a file of Pabulib"),
    description=_("Every ballot, and what was funded in the column selected; refused until then."),
)
def budget_pabulib(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    del request
    text = pb_of(_round(process, activity))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
