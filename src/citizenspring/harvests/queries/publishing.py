"""What an organiser knows before she publishes."""

from dataclasses import dataclass

from django.db.models import Count, Q

from citizenspring.gatherings.models import Gathering
from citizenspring.rounds.models import Card

__all__ = ["State", "state_of"]


@dataclass(frozen=True)
class State:
    """Cards that wait to be published, those that are public, hidden or without a theme."""

    waiting: int
    public: int
    hidden: int
    loose: int
    tables: int
    is_running: bool
    people_told: int


def state_of(gathering: Gathering) -> State:
    shown = Q(is_hidden=False)
    written = Card.objects.filter(run__gathering=gathering).exclude(text="")
    told = written.aggregate(
        waiting=Count("pk", filter=shown & Q(node=None)),
        public=Count("pk", filter=Q(node__is_public=True)),
        hidden=Count("pk", filter=Q(is_hidden=True)),
        loose=Count("pk", filter=shown & Q(grouped__theme=None)),
        tables=Count("table", filter=shown, distinct=True),
    )
    runs = gathering.runs.filter(started_at__isnull=False, ended_at=None)
    there = gathering.arrivals.exclude(registration__person=None).count()
    return State(**told, is_running=runs.exists(), people_told=there)
