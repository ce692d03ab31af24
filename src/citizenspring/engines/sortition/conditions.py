"""A pool and its quotas as arrays, in an order that depends on nobody's place in the file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from citizenspring.engines.errors import BadInput, Infeasible
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from .pool import Person, Pool, Quota

__all__ = ["Conditions", "Kinds", "Rows", "conditions_of"]

UNLIMITED = 1 << 30


@dataclass(frozen=True)
class Kinds:
    """People who are alike to every quota and live in like households, counted together.

    Attributes
    ----------
    of : array of int, shape (people,)
        The kind of each person.
    sizes : array of int, shape (kinds,)
    """

    of: NDArray[np.int64]
    sizes: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.sizes)


@dataclass(frozen=True)
class Rows:
    """The linear conditions on kinds: ``least <= matrix @ chances <= most``.

    The first rows are the quotas, then comes the size of the panel, then a row for each kind
    of household.
    """

    matrix: sparse.csr_array
    least: NDArray[np.float64]
    most: NDArray[np.float64]


@dataclass(frozen=True)
class Conditions:
    """What every panel must meet.

    Attributes
    ----------
    ids : tuple of str
        Everybody who can still be drawn; all arrays follow this order.
    values : array of int32, shape (people, features)
        Number of the quota that counts each person, feature by feature.
    least, most : arrays of int, shape (quotas,)
        Seats left, people already chosen taken off.
    size : int
        Seats left.
    homes : array of int, shape (people,)
        Number of the household that has more people than it may send; -1 for all others.
    room : array of int, shape (households,)
        How many each of those households may send.
    """

    ids: tuple[str, ...]
    quotas: tuple[Quota, ...]
    values: NDArray[np.int32]
    least: NDArray[np.int64]
    most: NDArray[np.int64]
    size: int
    homes: NDArray[np.int64]
    room: NDArray[np.int64]

    @cached_property
    def kinds(self) -> Kinds:
        keys = [tuple(row) for row in self.values.tolist()]
        signs = self._signs(keys)
        numbers: dict[object, int] = {}
        of = [
            numbers.setdefault((key, signs[home] if home >= 0 else None), len(numbers))
            for key, home in zip(keys, self.homes.tolist(), strict=True)
        ]
        found = np.array(of, dtype=np.int64)
        return Kinds(found, np.bincount(found, minlength=len(numbers)).astype(np.int64))

    def _signs(self, keys: Sequence[tuple[int, ...]]) -> list[tuple[object, ...]]:
        """What tells a kind of household: how many it may send and who lives there."""
        members: list[list[tuple[int, ...]]] = [[] for _ in self.room]
        for key, home in zip(keys, self.homes.tolist(), strict=True):
            if home >= 0:
                members[home].append(key)
        return [
            (int(room), *sorted(own)) for room, own in zip(self.room.tolist(), members, strict=True)
        ]

    @cached_property
    def rows(self) -> Rows:
        """Linear conditions on the chance of one member of each kind."""
        first = np.unique(self.kinds.of, return_index=True)[1]
        entries: Counter[tuple[int, int]] = Counter()
        for kind, person in enumerate(first.tolist()):
            for quota in self.values[person].tolist():
                entries[quota, kind] += int(self.kinds.sizes[kind])
            entries[len(self.quotas), kind] = int(self.kinds.sizes[kind])
        most = [*self.most.tolist(), self.size]
        for room, kinds in self._households():
            for kind in kinds:
                entries[len(most), kind] += 1
            most.append(room)
        least = [*self.least.tolist(), self.size, *[-np.inf] * (len(most) - len(self.quotas) - 1)]
        places = np.array(list(entries), dtype=np.int64)
        matrix = sparse.csr_array(
            (np.array(list(entries.values()), dtype=np.float64), (places[:, 0], places[:, 1])),
            shape=(len(most), len(self.kinds)),
        )
        return Rows(matrix, np.array(least, dtype=np.float64), np.array(most, dtype=np.float64))

    def _households(self) -> Iterator[tuple[int, list[int]]]:
        """Each different household: how many it may send, and the kinds of its members."""
        members: list[list[int]] = [[] for _ in self.room]
        for person, home in enumerate(self.homes.tolist()):
            if home >= 0:
                members[home].append(int(self.kinds.of[person]))
        different = {
            (room, *sorted(kinds)): None
            for room, kinds in zip(self.room.tolist(), members, strict=True)
        }
        for room, *kinds in different:
            yield room, kinds

    @cached_property
    def columns(self) -> NDArray[np.int32]:
        """`values` with the household as one more column, for the search of panels."""
        homes = np.where(self.homes < 0, len(self.room), self.homes) + len(self.quotas)
        return np.ascontiguousarray(np.column_stack([self.values, homes]).astype(np.int32))

    @cached_property
    def bounds(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Least and most of every number in `columns`."""
        homes = np.zeros(len(self.room) + 1, dtype=np.int64)
        return (
            np.concatenate([self.least, homes]),
            np.concatenate([self.most, self.room, [UNLIMITED]]).astype(np.int64),
        )

    def room_for(self, quota: int) -> int:
        """Seats a quota can have at most: its maximum, or what the others' minimums leave."""
        feature = self.quotas[quota].feature
        others = [
            int(self.least[place])
            for place, one in enumerate(self.quotas)
            if one.feature == feature and place != quota
        ]
        return min(int(self.most[quota]), self.size - sum(others))

    def faults(self, panel: Sequence[int]) -> list[str]:
        """Every condition that a panel (numbers of people) does not meet, in words."""
        chosen = np.array(panel, dtype=np.int64)
        seats = np.bincount(self.values[chosen].ravel(), minlength=len(self.quotas))
        found = [
            f"{quota.name}: {int(count)}, not {int(least)} to {int(most)}"
            for quota, count, least, most in zip(
                self.quotas, seats, self.least, self.most, strict=True
            )
            if not least <= count <= most
        ]
        homes = self.homes[chosen]
        crowd = np.bincount(homes[homes >= 0], minlength=len(self.room)) > self.room
        found += ["too many people of one address"] * int(crowd.any())
        if len(set(panel)) != self.size:
            found.append(f"{len(set(panel))} people, not {self.size}")
        return found


def conditions_of(
    pool: Pool,
    size: int,
    *,
    already: Collection[str] = (),
    excluded: Collection[str] = (),
    per_address: int = 1,
    seed: str = "",
) -> Conditions:
    """Turn a pool into arrays.

    Parameters
    ----------
    pool : Pool
    size : int
        Seats of the whole panel.
    already, excluded : collections of str
        Ids of people who have a seat, and of those who cannot be drawn.
    per_address : int
        How many people of one address may have a seat.
    seed : str
        Gives the people their order.

    Raises
    ------
    BadInput
        When an id is unknown, or the size is impossible.
    Infeasible
        When those already chosen take more seats than a quota has.
    """
    _check(pool, size, already, excluded, per_address)
    quotas = tuple(sorted(pool.quotas, key=lambda one: (one.feature, one.value)))
    number = {(one.feature, one.value): place for place, one in enumerate(quotas)}
    features = sorted(pool.features)
    everybody = sorted(pool.people, key=lambda one: one.id)
    taken = [one for one in everybody if one.id in already]
    seats = Counter(number[name, one.values[name]] for one in taken for name in features)
    used = Counter(one.address for one in taken if one.address)
    left = [
        one
        for one in Stream(seed, "order of people").shuffled(everybody)
        if one.id not in already and one.id not in excluded and used[one.address] < per_address
    ]
    least, most = _seats_left(quotas, seats)
    homes, room = _homes(left, used, per_address)
    values = [[number[name, one.values[name]] for name in features] for one in left]
    return Conditions(
        ids=tuple(one.id for one in left),
        quotas=quotas,
        values=np.array(values, dtype=np.int32).reshape(len(left), len(features)),
        least=least,
        most=most,
        size=size - len(taken),
        homes=homes,
        room=room,
    )


def _check(
    pool: Pool, size: int, already: Collection[str], excluded: Collection[str], per_address: int
) -> None:
    if size < 1:
        raise BadInput(f"the panel has {size} seats", expected="at least 1")
    if per_address < 1:
        raise BadInput(f"{per_address} people of an address may be drawn", expected="at least 1")
    for what, ids in (("already chosen", already), ("excluded", excluded)):
        for id_ in sorted(set(ids) - pool.ids):
            raise BadInput(f"{id_!r} is {what} but not in the pool")
    for id_ in sorted(set(already) & set(excluded)):
        raise BadInput(f"{id_!r} is both already chosen and excluded")
    if len(set(already)) > size:
        found = f"{len(set(already))} people are already chosen for {size} seats"
        raise BadInput(found, expected="at most as many as there are seats")
    if size > len(pool.people) - len(set(excluded)):
        found = f"the panel has {size} seats and {len(pool.people) - len(set(excluded))} people"
        raise BadInput(f"{found} can be drawn", expected="at least as many people as seats")


def _seats_left(
    quotas: Sequence[Quota], seats: Counter[int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    for place, quota in enumerate(quotas):
        if seats[place] > quota.most:
            raise Infeasible(
                f"{seats[place]} of those already chosen are {quota.name}, and its maximum is "
                f"{quota.most}: raise it to {seats[place]}."
            )
    least = [max(0, quota.least - seats[place]) for place, quota in enumerate(quotas)]
    most = [quota.most - seats[place] for place, quota in enumerate(quotas)]
    return np.array(least, dtype=np.int64), np.array(most, dtype=np.int64)


def _homes(
    people: Sequence[Person], used: Counter[str], per_address: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    living = Counter(one.address for one in people if one.address)
    crowded = sorted(
        address for address, many in living.items() if many > per_address - used[address]
    )
    number = {address: place for place, address in enumerate(crowded)}
    homes = [number.get(one.address, -1) for one in people]
    room = [per_address - used[address] for address in crowded]
    return np.array(homes, dtype=np.int64), np.array(room, dtype=np.int64)
