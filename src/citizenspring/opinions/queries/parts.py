"""Which pages of a map a visitor may open."""

from typing import Any

from citizenspring.opinions.models import OpinionMap
from citizenspring.opinions.permissions import may_edit_map, may_moderate, may_see_results
from citizenspring.processes.models import Activity
from citizenspring.threads.models import Edge

__all__ = ["parts_of"]


def parts_of(opinion_map: OpinionMap, visitor: Any) -> list[str]:
    """The names of a map's pages for its tabs, in their order."""
    is_closed = opinion_map.activity.state == Activity.State.CLOSED
    offered = {
        "vote": not is_closed,
        "results": may_see_results(visitor, opinion_map),
        # Only closing makes common ground: an open map need not be asked.
        "common-ground": is_closed and _has_ground(opinion_map),
        "statements": True,
        "log": True,
        "queue": may_moderate(visitor, opinion_map),
        "edit": may_edit_map(visitor, opinion_map),
    }
    return [name for name, is_offered in offered.items() if is_offered]


def _has_ground(opinion_map: OpinionMap) -> bool:
    steps = Edge.objects.filter(source=opinion_map.activity.node_id, kind=Edge.Kind.RESULTED_IN)
    return steps.filter(target__kind="common_ground").exists()
