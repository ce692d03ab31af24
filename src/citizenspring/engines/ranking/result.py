"""A ranking that says how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from citizenspring.engines.ranking.sureness import Spread

__all__ = ["LeftOut", "Neighbours", "Place", "Ranking"]


@dataclass(frozen=True)
class Place:
    """Where one option stands.

    Attributes
    ----------
    option : id of the option
    rank : int
        1 is first; options that are equal share a rank, and the next rank is left free.
    score : float
        What it is ranked by; `Ranking.unit` says what that is.
    error : float or None
        Standard error of the score; None where the method has none.
    low, high : int or None
        Best and worst rank it would take in most repetitions (`Ranking.sure` of them).
    above_next : float or None
        Chance that it truly stands above the option listed after it; None for the last.
    """

    option: Hashable
    rank: int
    score: float
    error: float | None = None
    low: int | None = None
    high: int | None = None
    above_next: float | None = None


@dataclass(frozen=True)
class Neighbours:
    """Two options listed one after the other that cannot be told apart.

    Attributes
    ----------
    first, second : ids of the options
    chance : float
        That the first truly stands above the second; 0.5 knows nothing.
    tied : bool
        Whether their scores are equal.
    """

    first: Hashable
    second: Hashable
    chance: float
    tied: bool


@dataclass(frozen=True)
class LeftOut:
    """A ballot that was not counted, and why, in one English sentence."""

    ballot: Hashable
    why: str


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Options in order, with what is known about how sure the order is.

    Attributes
    ----------
    method : str
        Name of the rule.
    unit : str
        What the scores are.
    places : tuple of Place
        The best first. Equal options are listed by lot from `seed`, and share their rank.
    counted : int
        Ballots or answers that count.
    left_out : tuple of LeftOut
        Ballots that do not, each with its reason.
    sure : float
        Share of repetitions that rank intervals cover, and chance from which two neighbours
        count as told apart.
    seed : str
        Of the lot and of the repetitions.
    notes : tuple of str
        What a reader must know, as English sentences.
    spread : Spread or None
        Scores and their covariance, for chances between any two options.
    """

    method: str
    unit: str
    places: tuple[Place, ...]
    counted: int
    left_out: tuple[LeftOut, ...] = ()
    sure: float
    seed: str
    notes: tuple[str, ...] = ()
    spread: Spread | None = field(default=None, repr=False, compare=False)

    @cached_property
    def order(self) -> tuple[Hashable, ...]:
        """The options, the best first."""
        return tuple(place.option for place in self.places)

    @cached_property
    def _place_of(self) -> dict[Hashable, Place]:
        return {place.option: place for place in self.places}

    @property
    def winners(self) -> tuple[Hashable, ...]:
        """Every option of rank 1."""
        return tuple(place.option for place in self.places if place.rank == 1)

    def place_of(self, option: Hashable) -> Place:
        """Return where an option stands; KeyError when it is not there."""
        return self._place_of[option]

    def rank_of(self, option: Hashable) -> int:
        """Return an option's rank, 1 for the best."""
        return self._place_of[option].rank

    def chance_above(self, one: Hashable, other: Hashable) -> float | None:
        """Return the chance that one option truly stands above another; None where unknown."""
        return None if self.spread is None else self.spread.chance_above(one, other)

    @property
    def ties(self) -> tuple[tuple[Hashable, ...], ...]:
        """Options that share a rank, the best rank first."""
        sharing: dict[int, list[Hashable]] = {}
        for place in self.places:
            sharing.setdefault(place.rank, []).append(place.option)
        return tuple(tuple(each) for each in sharing.values() if len(each) > 1)

    @property
    def unsure(self) -> tuple[Neighbours, ...]:
        """Neighbours that cannot be told apart, in the order of the list."""
        found = []
        for place, after in pairwise(self.places):
            tied = place.rank == after.rank
            chance = place.above_next
            if tied or (chance is not None and chance < self.sure):
                said = 0.5 if chance is None else chance
                found.append(Neighbours(place.option, after.option, said, tied))
        return tuple(found)
