"""Statements of an opinion map from the cards of a gathering's tables."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal
from citizenspring.harvests.destinations import Destination, Made, Target, register
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity, Process
from citizenspring.rounds.models import Card

from .errors import StatementExists
from .likeness import vectors
from .models import OpinionMap
from .permissions import may_make_map
from .services import add_from_table, seen_text

__all__ = ["offer"]


def _may(person: Any, process: Process) -> bool:
    return may_make_map(person, process)


def _targets(process: Process) -> list[Target]:
    maps = OpinionMap.objects.filter(activity__process=process)
    maps = maps.exclude(activity__state=Activity.State.CLOSED).select_related("activity__node")
    return [Target(one.pk, str(one), one.activity.node) for one in maps.order_by("pk")]


def _make(cards: Sequence[Card], target: UUID, *, by: Person) -> list[Made]:
    """A card that says what a statement says already leads to that statement."""
    opinion_map = OpinionMap.objects.select_related("activity__process", "activity__node").get(
        pk=target
    )
    # All at once: one by one the encoder takes several times as long.
    found = vectors([seen_text(card.text) for card in cards])
    return [_one(opinion_map, card, vector, by) for card, vector in zip(cards, found, strict=True)]


def _one(opinion_map: OpinionMap, card: Card, vector: list[float] | None, by: Person) -> Made:
    assert card.node is not None
    try:
        with transaction.atomic():
            made = add_from_table(
                opinion_map, card.text, card.node.language, by=by, embedding=vector
            )
    except StatementExists as refusal:
        twin = opinion_map.statements.select_related("node", "merged_into__node").get(
            number=refusal.facts["number"]
        )
        return Made(card, (twin.merged_into or twin).node)
    except Refusal as refusal:
        return Made(card, problem=str(refusal))
    return Made(card, made.node)


def offer() -> None:
    """Take cards; called when the app starts."""
    register(
        Destination(
            name="statement",
            label=_("Statements of an opinion map"),
            may=_may,
            targets=_targets,
            make=_make,
            new_url_name="opinions:new",
        )
    )
