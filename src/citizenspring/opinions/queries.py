"""Reading opinion maps, as a visitor may see them."""

from typing import Any

from citizenspring.common.errors import Missing
from citizenspring.people.models import Role
from citizenspring.people.queries import holds
from citizenspring.processes.models import Activity, Process

from .models import MapVersion, OpinionMap, Statement

__all__ = ["latest_version", "map_at", "statement_at"]


def map_at(process: str, activity: str, visitor: Any) -> OpinionMap:
    """The map at an address; one that is not public yet exists only for those who prepare it."""
    found = (
        OpinionMap.objects.select_related("activity__process", "activity__node")
        .filter(activity__process__slug=process, activity__slug=activity)
        .first()
    )
    if found is None or not _is_visible(found, visitor):
        raise Missing
    return found


def _is_visible(opinion_map: OpinionMap, visitor: Any) -> bool:
    activity = opinion_map.activity
    if activity.state != Activity.State.DRAFT and activity.process.state != Process.State.DRAFT:
        return True
    kinds = Role.Kind.ORGANISER, Role.Kind.FACILITATOR, Role.Kind.MODERATOR
    return holds(visitor, *kinds, scope=activity.process_id)


def statement_at(opinion_map: OpinionMap, number: int) -> Statement:
    """The statement of that number; its page exists for good, also when it is hidden."""
    found = opinion_map.statements.select_related("node", "merged_into").filter(number=number)
    statement = found.first()
    if statement is None:
        raise Missing
    statement.map = opinion_map
    return statement


def latest_version(opinion_map: OpinionMap) -> MapVersion | None:
    """The map as last drawn from the votes."""
    return opinion_map.versions.first()
