"""Ideas of a budget round from the cards of a gathering's tables."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal
from citizenspring.harvests.destinations import Destination, Made, Target, register
from citizenspring.opinions.services import seen_text
from citizenspring.people.models import Person
from citizenspring.processes.models import Process
from citizenspring.rounds.models import Card

from .models import Round
from .permissions import may_make_round
from .services.ideas import LONGEST_TITLE, IdeaFacts, propose_from_table

__all__ = ["offer", "title_and_text"]

SHORTEST_CUT = 20


def _may(person: Any, process: Process) -> bool:
    return may_make_round(person, process)


def _targets(process: Process) -> list[Target]:
    rounds = Round.objects.filter(activity__process=process, stage=Round.Stage.IDEAS)
    rounds = rounds.filter(activity__state="open").select_related("activity__node")
    return [Target(one.pk, str(one), one.activity.node) for one in rounds.order_by("pk")]


def _make(cards: Sequence[Card], target: UUID, *, by: Person) -> list[Made]:
    budget = Round.objects.select_related("activity__process", "activity__node").get(pk=target)
    return [_one(budget, card, by) for card in cards]


def _one(budget: Round, card: Card, by: Person) -> Made:
    assert card.node is not None
    title, text = title_and_text(card.text)
    facts = IdeaFacts(title=title, text=text, language=card.node.language)
    try:
        with transaction.atomic():
            made = propose_from_table(budget, facts, by=by)
    except Refusal as refusal:
        return Made(card, problem=str(refusal))
    return Made(card, made.node)


def title_and_text(words: str) -> tuple[str, str]:
    """A short card is the title; of a long one its beginning is, and the text has all of it.

    >>> title_and_text("Benches at every stop.")
    ('Benches at every stop.', '')
    """
    said = seen_text(words)
    if len(said) <= LONGEST_TITLE:
        return said, ""
    cut = said[: LONGEST_TITLE - 2].rsplit(" ", 1)[0]
    return f"{cut if len(cut) >= SHORTEST_CUT else said[: LONGEST_TITLE - 2]} …", said


def offer() -> None:
    """Take cards; called when the app starts."""
    register(
        Destination(
            name="idea",
            label=_("Ideas of a budget round"),
            may=_may,
            targets=_targets,
            make=_make,
            new_url_name="budgets:new",
        )
    )
