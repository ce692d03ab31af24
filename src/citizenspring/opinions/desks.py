"""Where moderators of opinion maps begin."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from citizenspring.people.desks import Desk
from citizenspring.people.models import Person, Role
from citizenspring.processes.models import Activity

from .models import OpinionMap, Statement

__all__ = ["desks"]

MOST = 5


def desks(person: Person) -> Iterator[Desk]:
    """The queues of the open maps the person moderates, the longest first."""
    kinds = Role.Kind.MODERATOR, Role.Kind.FACILITATOR
    held = set(person.roles.filter(kind__in=kinds).values_list("scope", flat=True))
    if not held:
        return
    waiting = Count("statements", filter=Q(statements__state=Statement.State.WAITING))
    found = OpinionMap.objects.filter(activity__state=Activity.State.OPEN).annotate(waiting=waiting)
    if None not in held:
        found = found.filter(activity__process__in=held)
    for one in found.select_related("activity__process").order_by("-waiting", "pk")[:MOST]:
        facts = {"map": one.activity.title, "count": one.waiting}
        yield Desk(_("Moderate: %(map)s (%(count)s waiting)") % facts, one.page("queue"))
