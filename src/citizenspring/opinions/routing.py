"""Which statement a person sees next: the engine's order, the same each time she comes back."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from citizenspring.engines.opinions.routing import Card, Pile, next_card, polis_card
from citizenspring.people.models import Person

from .models import MapVersion, OpinionMap, Statement

__all__ = ["Deck", "deck_of", "next_number"]


@dataclass(frozen=True)
class Deck:
    """The statements that may be shown, with how often each was seen and how much it tells."""

    pile: Pile
    known: frozenset[int]
    mode: str
    seed: str

    @property
    def size(self) -> int:
        return len(self.known)


def deck_of(opinion_map: OpinionMap) -> Deck:
    """The deck of now; kept in memory until the map is drawn anew or a statement changes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT revision, coalesce((SELECT max(number) FROM opinions_mapversion version "
            "WHERE version.map_id = map.id), 0) FROM opinions_opinionmap map WHERE id = %s",
            [opinion_map.pk],
        )
        revision, version = cursor.fetchone()
    return _deck(opinion_map.pk, revision, version, opinion_map.mode)


@lru_cache(maxsize=64)
def _deck(map_id: UUID, revision: int, version: int, mode: str) -> Deck:
    del revision  # it only tells one state of the statements from another
    shown = Statement.objects.filter(map=map_id, state=Statement.State.SHOWN)
    numbers = list(shown.order_by("number").values_list("number", flat=True))
    found = MapVersion.objects.filter(map=map_id, number=version).values_list("routing", flat=True)
    routing: dict[str, list[float]] = found.first() or {}
    pile = Pile(
        Card(number, int(seen), priority)
        for number in numbers
        for seen, priority in [routing.get(str(number), (0, 1.0))]
    )
    known = frozenset(numbers)
    return Deck(pile, known, mode, str(map_id))


def next_number(deck: Deck, voted: Collection[int], person: Any) -> int | None:
    """The number of the next statement, None when the person has voted on all.

    Someone who has not acted yet has no order of her own: everybody starts alike.
    """
    name = str(person.pk) if isinstance(person, Person) else ""
    choose = polis_card if deck.mode == OpinionMap.Mode.POLIS else next_card
    number = choose(deck.pile, voted=voted, person=name, seed=deck.seed)
    return None if number is None else int(str(number))
