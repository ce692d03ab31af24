"""Votes in the registries of people and threads: who took part, and what follows a guest."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citizenspring.common import warming
from citizenspring.people import erasing, keeping, merging
from citizenspring.people.models import Person
from citizenspring.threads import participants, rulings
from citizenspring.threads.models import Part
from citizenspring.threads.rulings import Ruling

from .likeness import read_ahead
from .models import Moderation, Vote
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


def _moderated(nodes: Collection[UUID]) -> Iterable[Ruling]:
    """What moderators did; a merge is a step of the thread already, with the same reason."""
    acts = Moderation.objects.filter(statement__node__in=nodes).exclude(act=Moderation.Act.MERGED)
    for act in acts.select_related("statement"):
        is_shown = act.act == Moderation.Act.SHOWN
        words = _("A moderator showed it") if is_shown else _("A moderator hid it")
        yield Ruling(act.statement.node_id, words, act.reason, act.language, act.at)


def join() -> None:
    """Called when the app starts."""
    participants.register(
        Part.Kind.VOTED,
        _voted_on,
        everyone=lambda: Vote.objects.order_by().values_list("person_id", flat=True).distinct(),
        inside=_voted_in,
    )
    rulings.register(_moderated)
    warming.register(read_ahead)
    merging.register(move_votes)
    keeping.register(_kept)
    erasing.register(erase_from_maps, keeps=("opinions.Vote",))
