"""Telling those who were there what happens next, and reminding whoever owes it."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from citizenspring.gatherings.models import Gathering, NextStep
from citizenspring.notifications.services import notify
from citizenspring.people.models import Person, Role

__all__ = ["remind_of_steps", "tell_of_end_of_step", "tell_of_step"]

# Who owes a step hears of it two days before, and on the day after it was due.
AHEAD, LATE = 2, 1


def _were_there(gathering: Gathering) -> QuerySet[Person]:
    return Person.objects.filter(
        registrations__gathering=gathering, registrations__arrival__isnull=False
    )


def tell_of_step(step: NextStep, *, by: Person) -> None:
    """Tell everybody who was there what was promised, and by when."""
    _tell("gathering.next_step", step, by=by)


def tell_of_end_of_step(step: NextStep, *, by: Person) -> None:
    """Tell everybody who was there what came of it."""
    _tell("gathering.step_done", step, by=by)


def _tell(kind: str, step: NextStep, *, by: Person) -> None:
    gathering = step.gathering
    notify(
        kind,
        _were_there(gathering),
        about=gathering.activity.node,
        url=gathering.page("after"),
        facts={"owner": step.owner, "due": step.due},
        key=f"{kind}-{step.pk}",
        by=by,
    )


def remind_of_steps() -> int:
    """Remind the organisers of steps that are due soon or overdue; each is said once."""
    today = localdate()
    days = {today + timedelta(days=AHEAD): "soon", today - timedelta(days=LATE): "late"}
    rows = NextStep.objects.filter(done_at=None, due__in=list(days))
    found = rows.select_related("gathering__activity__node", "gathering__activity__process")
    return sum(_remind(step, days[step.due]) for step in found)


def _remind(step: NextStep, when: str) -> int:
    gathering = step.gathering
    organisers = Role.objects.filter(
        kind=Role.Kind.ORGANISER, scope=gathering.activity.process_id
    ).values("person")
    return notify(
        "gathering.step_due",
        Person.objects.filter(Q(pk__in=organisers) | Q(pk=step.said_by_id)),
        about=gathering.activity.node,
        url=gathering.page("steps"),
        facts={"owner": step.owner, "due": step.due},
        key=f"gathering-step-{when}-{step.pk}-{step.due}",
    )
