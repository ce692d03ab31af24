"""The evening of a demo gathering: what is promised next, and everything on its day."""

from datetime import datetime, timedelta
from typing import Any

from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.services.after import StepFacts, say_next_step
from citizenspring.harvests.models import Becoming, Harvest, Published, ThemeAct
from citizenspring.notifications.models import News, Telling
from citizenspring.people.models import Person
from citizenspring.threads.models import Edge, Node

from .cast import Calendar

__all__ = ["date_the_harvest", "promise_next_step"]

NEXT_DAY = timedelta(days=1)


def promise_next_step(
    gathering: Gathering, content: dict[str, Any], calendar: Calendar, *, by: Person
) -> None:
    due = calendar.day(content["due"])
    say_next_step(gathering, StepFacts(content["text"], content["owner"], due), by=by)


def date_the_harvest(gathering: Gathering, evening: datetime) -> None:
    """Published the same evening; the next day cards became statements."""
    home = gathering.activity.node
    inside = Node.objects.filter(within=home)
    inside.update(created_at=evening)
    Edge.objects.filter(source__within=home).update(at=evening)
    Harvest.objects.filter(gathering=gathering).update(published_at=evening)
    Published.objects.filter(harvest__gathering=gathering).update(at=evening)
    ThemeAct.objects.filter(run__gathering=gathering).update(at=evening)
    became = Becoming.objects.filter(card__run__gathering=gathering)
    became.update(at=evening + NEXT_DAY)
    targets = list(became.values_list("node", flat=True))
    Edge.objects.filter(target__in=targets, kind=Edge.Kind.BECAME).update(at=evening + NEXT_DAY)
    Node.objects.filter(pk__in=targets).update(created_at=evening + NEXT_DAY)
    gathering.next_steps.update(said_at=evening)
    _date_news(gathering, evening)


def _date_news(gathering: Gathering, evening: datetime) -> None:
    for telling in Telling.objects.filter(about=gathering.activity.node):
        went_on = telling.kind == "harvest.became"
        moment = evening + NEXT_DAY if went_on else evening
        Telling.objects.filter(pk=telling.pk).update(at=moment)
        News.objects.filter(telling=telling).update(at=moment)
