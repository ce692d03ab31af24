"""Telling moderators of answers that are all alike, before anybody looks for them (A62)."""

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from citizenspring.moderation.permissions import MODERATORS
from citizenspring.notifications.kinds import Kind, Rhythm, register
from citizenspring.notifications.services import notify
from citizenspring.people.models import Role
from citizenspring.processes.models import Activity

from .models import OpinionMap
from .queries import rushes

__all__ = ["look_for_rushes", "offer"]

ALIKE = Kind(
    "opinions.alike",
    _("Moderators: many answers that are all alike"),
    _("Many answers are all alike: “%(about)s”"),
    _(
        "%(people)s people gave the very same answers within minutes. "
        "Look whether they may be one hand, and note what you decide."
    ),
    default=Rhythm.AT_ONCE,
    roles=tuple(MODERATORS),
)


def offer() -> None:
    """Called when the app starts."""
    register(ALIKE)


def look_for_rushes() -> int:
    """Tell the moderators of each open map where answers stand out, at most once a day."""
    found = OpinionMap.objects.filter(activity__state=Activity.State.OPEN)
    return sum(_tell(one) for one in found.select_related("activity__node"))


def _tell(opinion_map: OpinionMap) -> int:
    people = sum(rush.count for rush in rushes(opinion_map))
    if not people:
        return 0
    scope = opinion_map.activity.process_id
    where = Q(scope=None) | Q(scope=scope)
    moderators = Role.objects.filter(where, kind__in=MODERATORS).order_by()
    return notify(
        ALIKE.code,
        moderators.values_list("person"),
        about=opinion_map.activity.node,
        url=opinion_map.page("alike"),
        facts={"people": people},
        key=f"alike:{opinion_map.pk}:{localdate()}",
    )
