"""Where verifiers, and those who key in paper answers, begin."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from citizenspring.people.desks import Desk
from citizenspring.people.models import Person, Role
from citizenspring.processes.models import Activity

from .models import MoodCheck

__all__ = ["desks"]

MOST = 5


def desks(person: Person) -> Iterator[Desk]:
    """The open mood checks in which the person verifies others."""
    held = set(person.roles.filter(kind=Role.Kind.VERIFIER).values_list("scope", flat=True))
    if not held:
        return
    found = MoodCheck.objects.filter(activity__state=Activity.State.OPEN)
    if None not in held:
        found = found.filter(activity__process__in=held)
    for mood in found.select_related("activity__process").order_by("pk")[:MOST]:
        facts = {"mood": mood.activity.title}
        yield Desk(_("Confirm answers in person: %(mood)s") % facts, mood.page("verify"))
        yield Desk(_("Key in paper answers: %(mood)s") % facts, mood.page("paper"))
