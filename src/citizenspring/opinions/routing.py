"""Which statement a person sees next: her own order, the same each time she comes back.

Every statement is first brought to the map's floor of votes; then the least-voted and the most
informative statements take turns. What is informative comes from the newest version of the map.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from .models import MapVersion, OpinionMap, Statement

__all__ = ["Deck", "deck_of", "next_number"]

UNKNOWN = 1.0


@dataclass(frozen=True, eq=False)
class Deck:
    """The statements that may be shown, with how often each was seen and how much it tells."""

    numbers: NDArray[np.int64]
    seen: NDArray[np.int64]
    weight: NDArray[np.float64]
    floor: int

    @property
    def size(self) -> int:
        return len(self.numbers)

    @cached_property
    def known(self) -> frozenset[int]:
        return frozenset(self.numbers.tolist())


def deck_of(opinion_map: OpinionMap) -> Deck:
    """The deck of now; kept in memory until the map is drawn anew or a statement changes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT revision, coalesce((SELECT max(number) FROM opinions_mapversion version "
            "WHERE version.map_id = map.id), 0) FROM opinions_opinionmap map WHERE id = %s",
            [opinion_map.pk],
        )
        revision, version = cursor.fetchone()
    return _deck(opinion_map.pk, revision, version, opinion_map.votes_floor)


@lru_cache(maxsize=64)
def _deck(map_id: UUID, revision: int, version: int, floor: int) -> Deck:
    del revision  # it only tells one state of the statements from another
    shown = Statement.objects.filter(map=map_id, state=Statement.State.SHOWN)
    numbers = list(shown.order_by("number").values_list("number", flat=True))
    found = MapVersion.objects.filter(map=map_id, number=version).values_list("routing", flat=True)
    routing: dict[str, list[float]] = found.first() or {}
    rows = [routing.get(str(number), (0, UNKNOWN)) for number in numbers]
    return Deck(
        np.array(numbers, dtype=np.int64),
        np.array([row[0] for row in rows], dtype=np.int64),
        np.array([row[1] for row in rows], dtype=np.float64),
        floor,
    )


def next_number(deck: Deck, voted: set[int], person: Any) -> int | None:
    """The number of the next statement, None when the person has voted on all.

    Someone who has not acted yet has no order of her own: everybody starts alike.
    """
    left = ~np.isin(deck.numbers, list(voted))
    if not left.any():
        return None
    numbers, seen, weight = deck.numbers[left], deck.seen[left], deck.weight[left]
    lot = _lots(numbers, person)
    if len(voted) % 2 == 0 or seen.min() < deck.floor:
        # Among the least seen her own lot decides, so that not everybody gets the same one.
        return int(numbers[np.lexsort((lot, seen))[0]])
    # Efraimidis and Spirakis: the largest u^(1/w) is a draw with probabilities as the weights.
    return int(numbers[np.argmax(np.log(lot) / np.maximum(weight, 1e-9))])


def _lots(numbers: NDArray[np.int64], person: Any) -> NDArray[np.float64]:
    """A number above 0 and up to 1 for each statement, fixed for each person (splitmix64)."""
    key = person.pk.int & (2**64 - 1) if getattr(person, "pk", None) else 0
    with np.errstate(over="ignore"):
        mixed = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= np.uint64(key)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        mixed ^= mixed >> np.uint64(31)
    return ((mixed >> np.uint64(11)).astype(np.float64) + 1.0) / 2.0**53
