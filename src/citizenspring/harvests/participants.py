"""Who sat at the table of a card: known from seats and arrivals, and stored nowhere else."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from citizenspring.gatherings.models import Seat
from citizenspring.people.models import Person
from citizenspring.rounds.models import Card
from citizenspring.threads import participants
from citizenspring.threads.models import Part

from .models import Published

__all__ = ["join", "people_at_table"]


def _at_its_seat(cards: QuerySet[Published]) -> QuerySet[Published]:
    """Of these, the ones written at the seat of the query outside."""
    seat = {"plan": OuterRef("plan"), "round": OuterRef("round")}
    return cards.filter(card__table=OuterRef("table"), **seat)


def _seats() -> QuerySet[Seat]:
    """Seats of people who came; who stayed at home took no part."""
    return Seat.objects.filter(
        registration__person__isnull=False, registration__arrival__isnull=False
    )


def _people(cards: QuerySet[Published]) -> QuerySet[Any, Any]:
    found = _seats().filter(Exists(_at_its_seat(cards))).order_by()
    people: QuerySet[Any, Any] = found.values_list("registration__person_id", flat=True).distinct()
    return people


def people_at_table(cards: Collection[Card]) -> QuerySet[Any, Any]:
    """The ids of all who sat at the tables of these cards when they were written."""
    return _people(Published.objects.filter(card__in=[card.pk for card in cards]))


def _sat_at(person: Person) -> Iterable[tuple[UUID, datetime]]:
    seats = _seats().filter(registration__person=person)
    mine = seats.filter(
        plan=OuterRef("plan"), round=OuterRef("round"), table=OuterRef("card__table")
    )
    found = Published.objects.filter(Exists(mine), card__node__isnull=False)
    return found.values_list("card__node", F("at"))


def _inside(nodes: Collection[UUID]) -> QuerySet[Any, Any]:
    return _people(Published.objects.filter(card__node__in=nodes))


def _everyone() -> QuerySet[Any, Any]:
    return _people(Published.objects.all())


def join() -> None:
    """Called when the app starts."""
    participants.register(Part.Kind.SAT_AT, _sat_at, everyone=_everyone, inside=_inside)
