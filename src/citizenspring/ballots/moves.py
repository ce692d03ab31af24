"""Secret votes in the registries of people and threads: who took part, and what is kept."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from citizenspring.people import copying, keeping, merging
from citizenspring.people.models import Person
from citizenspring.threads import kinds, participants
from citizenspring.threads.models import Part

from .models import Poll, RollEntry
from .services import NODE

__all__ = ["join"]


def _marked() -> QuerySet[RollEntry]:
    """Marks of sealed polls: all at the moment of closing, so that none tells when it was made."""
    sealed = Poll.State.SEALED
    return RollEntry.objects.filter(has_voted=True, person__isnull=False, poll__state=sealed)


def _voted_in_polls(person: Person) -> Iterable[tuple[UUID, datetime]]:
    marks = _marked().filter(person=person, poll__closed_at__isnull=False)
    for entry in marks.select_related("poll"):
        assert entry.poll.closed_at is not None
        yield entry.poll.node_id, entry.poll.closed_at


def _voted_inside(nodes: Collection[UUID]) -> QuerySet[Any, Any]:
    people: QuerySet[Any, Any] = (
        _marked().filter(poll__node__in=nodes).order_by().values_list("person_id", flat=True)
    )
    return people.distinct()


def _kept(person: Person) -> Iterable[str]:
    count = RollEntry.objects.filter(person=person, has_voted=True).count()
    if count:
        sentence = ngettext(
            "Your ballot in %(count)s secret vote. Nothing leads from it to you.",
            "Your ballots in %(count)s secret votes. Nothing leads from them to you.",
            count,
        )
        yield sentence % {"count": count}


def stay(guest: Person, into: Person) -> None:
    """Guests stand on no roll and key in no paper: nothing of a secret vote ever moves."""
    del guest, into


def join() -> None:
    """Called when the app starts."""
    merging.register(stay)
    kinds.register(kinds.NodeKind(NODE, _("Secret vote"), "vote"))
    participants.register(
        Part.Kind.VOTED,
        _voted_in_polls,
        everyone=lambda: _marked().order_by().values_list("person_id", flat=True).distinct(),
        inside=_voted_inside,
    )
    keeping.register(_kept)
    copying.leave_out(
        "ballots.RollEntry.code",
        "ballots.RollEntry.identity",
        "ballots.RollChange.identity",
        "ballots.RollChange.name",
        "ballots.RollChange.place",
        *(f"ballots.Sheet.{name}" for name in ("code", "hint", "choices", "points")),
        *(f"ballots.Sheet.{name}" for name in ("place", "age")),
    )
