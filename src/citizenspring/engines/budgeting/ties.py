"""Which of several equal projects goes first: a stated list, never the order of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from citizenspring.engines.budgeting.election import Election

__all__ = ["CRITERIA", "DEFAULT", "Tie", "TieList"]

CRITERIA = ("votes", "cost", "max_cost", "id", "seed")
DEFAULT: tuple[str | Sequence[str], ...] = ("votes", "cost", "seed")


@dataclass(frozen=True)
class Tie:
    """Projects that stood exactly equal when one of them was taken.

    Attributes
    ----------
    among : tuple of str
        Ids, in the order of the list.
    chosen : str
    decided_by : str
        What set the chosen one apart: "votes", "cost", "max_cost", "id", "seed" or "list".
    """

    among: tuple[str, ...]
    chosen: str
    decided_by: str


@dataclass(frozen=True, eq=False)
class TieList:
    """The list by which ties are broken.

    Parameters
    ----------
    election : Election
    criteria : sequence of str or of sequences of ids
        One after the other: ``"votes"`` (more first), ``"cost"`` (cheaper first),
        ``"max_cost"`` (dearer first), ``"id"`` (alphabetical), ``"seed"`` (by lot), or a list
        of ids, first named first. A lot by `seed` always stands at the end.
    seed : str
        Published; gives the order of the lot.
    """

    election: Election
    criteria: tuple[str | Sequence[str], ...] = DEFAULT
    seed: str = "citizenspring"
    _keys: list[tuple[str, list[int]]] = field(init=False, repr=False, default_factory=list)

    def __post_init__(self) -> None:
        count = len(self.election.projects)
        makers = [self._maker(criterion) for criterion in (*self.criteria, "seed")]
        for name, made in makers:
            self._keys.append((name, made()))
            # Where all are told apart, what comes after can decide nothing.
            if len(set(zip(*(key for _, key in self._keys), strict=True))) == count:
                break

    @cached_property
    def place(self) -> list[int]:
        """Place of each project if all were equal, by position; lower goes first."""
        count = len(self.election.projects)
        order = sorted(range(count), key=lambda one: [key[one] for _, key in self._keys])
        places = [0] * count
        for place, one in enumerate(order):
            places[one] = place
        return places

    def first(self, tied: Iterable[int]) -> int:
        """Return the position of the one that goes first."""
        return min(tied, key=self.place.__getitem__)

    def report(self, tied: Iterable[int]) -> Tie:
        """Say which of several equal ones goes first, and why."""
        order = sorted(tied, key=self.place.__getitem__)
        first, second = order[0], order[1]
        why = next(name for name, key in self._keys if key[first] != key[second])
        ids = tuple(self.election.projects[one].id for one in order)
        return Tie(ids, ids[0], why)

    def _maker(self, criterion: str | Sequence[str]) -> tuple[str, Callable[[], list[int]]]:
        if not isinstance(criterion, str):
            return "list", partial(self._by_list, criterion)
        made = {
            "votes": self._by_votes,
            "cost": self._by_cost,
            "max_cost": self._by_falling_cost,
            "id": self._by_name,
            "seed": self._by_lot,
        }.get(criterion)
        if made is None:
            known = ", ".join(CRITERIA)
            raise BadInput(f"ties are to be broken by {criterion!r}", expected=f"one of {known}")
        return criterion, made

    def _by_list(self, ids: Sequence[str]) -> list[int]:
        at = {name: place for place, name in enumerate(ids)}
        return [at.get(one.id, len(at)) for one in self.election.projects]

    def _by_votes(self) -> list[int]:
        return [-votes for votes in self.election.ballots.votes.tolist()]

    def _by_cost(self) -> list[int]:
        return list(self.election.costs)

    def _by_falling_cost(self) -> list[int]:
        return [-cost for cost in self.election.costs]

    def _by_name(self) -> list[int]:
        return self._by_id(sorted)

    def _by_lot(self) -> list[int]:
        return self._by_id(self._lot)

    def _by_id(self, order: Callable[[list[str]], list[str]]) -> list[int]:
        at = {name: place for place, name in enumerate(order(list(self.election.position)))}
        return [at[one.id] for one in self.election.projects]

    def _lot(self, ids: list[str]) -> list[str]:
        return Stream(self.seed, "budget ties").shuffled(sorted(ids))
