"""Maps, their statements and their moderation, as a visitor may see them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import now

from citizenspring.common.errors import Missing
from citizenspring.moderation.models import Decision
from citizenspring.moderation.queries import decisions_done
from citizenspring.opinions.models import MapVersion, OpinionMap, Statement
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import holds
from citizenspring.processes.models import Activity
from citizenspring.threads.models import Edge, Node

from .lists import Row, rows

__all__ = [
    "CommonGround",
    "common_grounds",
    "has_ended",
    "is_open",
    "latest_version",
    "map_at",
    "map_of_code",
    "moderation_log",
    "shared_of",
    "statement_or_404",
    "waiting_statements",
]

INSIDERS = Role.Kind.ORGANISER, Role.Kind.FACILITATOR, Role.Kind.MODERATOR


def map_at(process: str, activity: str, visitor: Any) -> OpinionMap:
    """The map at an address; one that is not public yet exists only for those who prepare it."""
    found = (
        OpinionMap.objects.select_related("activity__process")
        .filter(activity__process__slug=process, activity__slug=activity)
        .first()
    )
    if found is None or not _is_visible(found, visitor):
        raise Missing
    return found


def map_of_code(code: str, visitor: Any) -> OpinionMap:
    """The map that a short address leads to."""
    rows = OpinionMap.objects.select_related("activity__process")
    found = rows.filter(code=code.upper()).first()
    if found is None or not _is_visible(found, visitor):
        raise Missing
    return found


def _is_visible(opinion_map: OpinionMap, visitor: Any) -> bool:
    activity = opinion_map.activity
    if not activity.is_draft and not activity.process.is_draft:
        return True
    return holds(visitor, *INSIDERS, scope=activity.process_id)


def statement_or_404(opinion_map: OpinionMap, number: int, visitor: Any = None) -> Statement:
    """The statement of that number, as far as the visitor may see it.

    A hidden statement keeps its page, with the reason and without its text; one that waits
    is there for its author and the moderators only.
    """
    found = opinion_map.statements.select_related("node", "merged_into", "author")
    statement = found.filter(number=number).first()
    if statement is None:
        raise Missing
    statement.map = opinion_map
    if statement.state == Statement.State.WAITING and not _is_insider(statement, visitor):
        raise Missing
    return statement


def _is_insider(statement: Statement, visitor: Any) -> bool:
    if isinstance(visitor, Person) and statement.author_id == visitor.pk:
        return True
    return holds(visitor, *INSIDERS, scope=statement.map.activity.process_id)


def is_open(opinion_map: OpinionMap) -> bool:
    """Whether votes are taken now, as far as a page can tell; the act itself decides again."""
    activity = opinion_map.activity
    return activity.is_open and (activity.closes_at is None or activity.closes_at > now())


def has_ended(opinion_map: OpinionMap) -> bool:
    """Whether its time is over; one that has not opened yet has not ended."""
    activity = opinion_map.activity
    return activity.state == Activity.State.CLOSED or (
        activity.is_open and not is_open(opinion_map)
    )


def latest_version(opinion_map: OpinionMap) -> MapVersion | None:
    """The map as last drawn from the votes, none while there is nothing to draw."""
    version = opinion_map.versions.first()
    return version if version and version.result else None


def waiting_statements(opinion_map: OpinionMap) -> QuerySet[Statement]:
    """The moderators' queue, the oldest first."""
    return opinion_map.statements.filter(state=Statement.State.WAITING).order_by("number")


def moderation_log(opinion_map: OpinionMap) -> QuerySet[Decision]:
    """Every decision about the map and its statements with its reason, the newest first."""
    home = opinion_map.activity.node_id
    found = decisions_done().filter(Q(node__statement__map=opinion_map) | Q(node=home))
    return found.select_related("node__statement__merged_into__node")


@dataclass(frozen=True)
class CommonGround:
    """The statements that one closing brought together, and why."""

    node: Node
    reason: str
    language: str
    statements: list[Row]


def common_grounds(opinion_map: OpinionMap, language: str) -> list[CommonGround]:
    """What the map was closed into, the newest first."""
    steps = Edge.objects.filter(
        source=opinion_map.activity.node_id, kind=Edge.Kind.RESULTED_IN
    ).select_related("target")
    grounds = []
    for step in steps.filter(target__kind="common_ground").order_by("-at"):
        kept = opinion_map.statements.filter(state=Statement.State.SHOWN)
        within = kept.filter(node__edges_out__target=step.target)
        found = rows(within.order_by("number"), language)
        grounds.append(CommonGround(step.target, step.reason_here, step.reason_language, found))
    return grounds


@dataclass(frozen=True)
class SharedGround:
    """The groups and the common ground of one drawing, to lay beside another."""

    people: int
    groups: list[int]
    statements: list[Row]


def shared_of(opinion_map: OpinionMap, result: dict[str, Any], language: str) -> SharedGround:
    numbers = [int(entry[0]) for entry in result.get("common", [])][:5]
    found = rows(opinion_map.statements.filter(number__in=numbers), language)
    found.sort(key=lambda row: numbers.index(row.reading.number))
    sizes = [group["size"] for group in result.get("groups", [])]
    return SharedGround(result.get("people", 0), sizes, found)
