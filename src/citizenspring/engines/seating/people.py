"""Who comes, what the room offers, and what must hold: plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "UNCONDITIONAL",
    "Conditions",
    "Facilitator",
    "Participant",
    "Pin",
    "Place",
    "known",
    "units_of",
]


@dataclass(frozen=True)
class Participant:
    """One person to be seated.

    Attributes
    ----------
    id : str
    attributes : mapping of str to str
        What tables are mixed by, for instance ``{"commune": "Ixelles", "age": "25-34"}``.
    languages : tuple of str
        Languages she speaks well, her own first; empty where languages are not asked.
    needs : frozenset of str
        Properties her table must have, for instance ``{"step-free"}``.
    """

    id: str
    attributes: Mapping[str, str]
    languages: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """One table of the room.

    Attributes
    ----------
    number : int
    seats : int, optional
        The most who fit; as many as asked for when not given.
    offers : frozenset of str
        Its properties, for instance ``{"step-free", "hearing-loop"}``.
    """

    number: int
    seats: int | None = None
    offers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Pin:
    """A person who must sit at a table, in one round or in all of them (None)."""

    person: str
    table: int
    round: int | None = None

    def holds_in(self, number: int) -> bool:
        return self.round is None or self.round == number


@dataclass(frozen=True)
class Facilitator:
    """Somebody who leads a table's talk and does not count as one of its people."""

    id: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conditions:
    """What must hold in every round.

    Attributes
    ----------
    pins : tuple of Pin
    together : tuple of tuples of ids
        Each group sits at one table.
    apart : tuple of pairs of ids
        These two never share a table.
    """

    pins: tuple[Pin, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, str], ...] = field(default=())

    def check(self, people: Iterable[Participant], rounds: int) -> None:
        """Refuse what names somebody unknown or contradicts itself.

        Raises
        ------
        BadInput
        """
        ids = known(people)
        for pin in self.pins:
            _require(pin.person, ids, "is pinned")
            if pin.round is not None and not 1 <= pin.round <= rounds:
                found = f"{pin.person!r} is pinned in round {pin.round}"
                raise BadInput(found, expected=f"a round from 1 to {rounds}")
        for group in (*self.together, *self.apart):
            for person in group:
                _require(person, ids, "is in a pair or group")
        for one, other in self.apart:
            if one == other:
                raise BadInput(f"{one!r} is to sit apart from herself", expected="two people")
        _check_pins(self.pins, rounds)


UNCONDITIONAL = Conditions()


def known(people: Iterable[Participant]) -> dict[str, int]:
    """Return the place of each id; refuse an id that is there twice."""
    found: dict[str, int] = {}
    for number, person in enumerate(people):
        if found.setdefault(person.id, number) != number:
            raise BadInput(f"the id {person.id!r} is there twice", expected="each person once")
    return found


def units_of(people: Sequence[Participant], conditions: Conditions) -> list[list[int]]:
    """Return who must sit together, by place: everybody is in one unit, most of them alone."""
    index, root = known(people), list(range(len(people)))

    def top(p: int) -> int:
        while root[p] != p:
            root[p] = root[root[p]]
            p = root[p]
        return p

    for group in conditions.together:
        for other in group[1:]:
            one, two = sorted((top(index[group[0]]), top(index[other])))
            root[two] = one
    units: dict[int, list[int]] = {}
    for p in range(len(root)):
        units.setdefault(top(p), []).append(p)
    return list(units.values())


def _require(person: str, ids: Mapping[str, int], what: str) -> None:
    if person not in ids:
        raise BadInput(f"{person!r} {what} but is not among the people", expected="a known id")


def _check_pins(pins: Iterable[Pin], rounds: int) -> None:
    tables: dict[tuple[str, int], int] = {}
    for pin in pins:
        for number in range(1, rounds + 1):
            if pin.holds_in(number):
                before = tables.setdefault((pin.person, number), pin.table)
                if before != pin.table:
                    found = (
                        f"{pin.person!r} is pinned to table {before} and to table {pin.table}"
                        f" in round {number}"
                    )
                    raise BadInput(found, expected="one table a round")
