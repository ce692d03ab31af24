"""Facilitators and plans in the registries of people, and the ways to the room."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from citizenspring.people import copying, erasing, keeping, merging
from citizenspring.people.models import Person

from . import ways
from .models import Facilitator, Gathering
from .permissions import may_arrange_room, may_see_room
from .queries import current_plan

__all__ = ["join"]


def move_facilitators(guest: Person, into: Person) -> None:
    """On one roster she stands once: the line with a table stays."""
    mine = {row.gathering_id: row for row in Facilitator.objects.filter(person=into)}
    for row in Facilitator.objects.filter(person=guest):
        other = mine.get(row.gathering_id)
        if other is None:
            continue
        loser = other if row.table_id and not other.table_id else row
        loser.delete()
    Facilitator.objects.filter(person=guest).update(person=into)


def erase_facilitators(person: Person) -> None:
    """Her name goes from every roster; the tables stay without one until somebody takes over."""
    Facilitator.objects.filter(person=person).delete()


def _kept(person: Person) -> Iterable[str]:
    count = Facilitator.objects.filter(person=person).count()
    if count:
        sentence = ngettext(
            "Your name among the facilitators of %(count)s gathering, seen by its organisers.",
            "Your name among the facilitators of %(count)s gatherings, seen by their organisers.",
            count,
        )
        yield sentence % {"count": count}


def _ways(gathering: Gathering, visitor: Any) -> Iterable[ways.Way]:
    if may_arrange_room(visitor, gathering):
        yield ways.Way(_("Tables and seats"), gathering.page("room"), "users", for_team=True)
    elif may_see_room(visitor, gathering) and current_plan(gathering):
        yield ways.Way(_("Who sits where"), gathering.page("seat-lists"), "list", for_team=True)


def join() -> None:
    """Called when the app starts."""
    merging.register(move_facilitators)
    keeping.register(_kept)
    copying.about_others("gatherings.SeatingPlan.made_by")
    erasing.register(erase_facilitators)
    ways.register(_ways)
