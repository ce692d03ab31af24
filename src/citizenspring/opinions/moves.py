"""Votes in the registries of people and threads: who took part, and what follows a guest."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import ngettext

from citizenspring.common import warming
from citizenspring.people import erasing, keeping, merging
from citizenspring.people.models import Person
from citizenspring.threads import participants
from citizenspring.threads.models import Part

from .likeness import read_ahead
from .models import Vote
from .services import erase_from_maps, move_votes

__all__ = ["join"]


def _voted_on(person: Person) -> Iterable[tuple[UUID, datetime]]:
    return Vote.objects.filter(person=person).values_list("statement__node", "cast_at")


def _voted_in(nodes: Collection[UUID]) -> QuerySet[Any, Any]:
    votes = Vote.objects.filter(statement__node__in=nodes).order_by()
    people: QuerySet[Any, Any] = votes.values_list("person_id", flat=True).distinct()
    return people


def _kept(person: Person) -> Iterable[str]:
    count = Vote.objects.filter(person=person).count()
    if count:
        sentence = ngettext(
            "Your answer to %(count)s statement of an opinion map. Nobody sees it with your name.",
            "Your answers to %(count)s statements of opinion maps. "
            "Nobody sees them with your name.",
            count,
        )
        yield sentence % {"count": count}


def join() -> None:
    """Called when the app starts."""
    participants.register(
        Part.Kind.VOTED,
        _voted_on,
        everyone=lambda: Vote.objects.order_by().values_list("person_id", flat=True).distinct(),
        inside=_voted_in,
    )
    warming.register(read_ahead)
    merging.register(move_votes)
    keeping.register(_kept)
    erasing.register(erase_from_maps, keeps=("opinions.Vote",))
