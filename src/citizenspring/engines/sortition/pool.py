"""Who can be drawn, and what the panel must look like."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Person", "Pool", "Quota", "same"]


def same(text: str) -> str:
    """The form in which two spellings of a value or an address are compared."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class Quota:
    """How many seats people with one value of a feature take.

    Parameters
    ----------
    feature, value : str
        "age", "25-34".
    least, most : int
        Seats, both included.
    least_flex, most_flex : int, optional
        How far the quota may be stretched when it cannot be met; None: as far as needed.

    Examples
    --------
    >>> print(Quota("age", "25-34", 9, 10))
    age 25-34: 9 to 10
    """

    feature: str
    value: str
    least: int
    most: int
    least_flex: int | None = None
    most_flex: int | None = None

    @property
    def name(self) -> str:
        return f"{self.feature} {self.value}"

    def __str__(self) -> str:
        seats = str(self.least) if self.least == self.most else f"{self.least} to {self.most}"
        return f"{self.name}: {seats}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the pool.

    Parameters
    ----------
    id : str
    values : mapping of str to str
        Feature to value, for every feature of the quotas.
    address : str
        People with the same address form a household; empty: a household of her own.
    row : tuple of str
        The whole row of the file, in the order of `Pool.columns`.
    """

    id: str
    values: Mapping[str, str]
    address: str = ""
    row: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Pool:
    """People and quotas, checked against each other.

    Parameters
    ----------
    people : tuple of Person
    quotas : tuple of Quota
    columns : tuple of str
        Names of the columns of the file, when the pool was read from one.

    Raises
    ------
    BadInput
        When an id or a quota is there twice, a minimum is above its maximum, a person lacks
        a feature, or has a value without a quota.

    Examples
    --------
    >>> pool = Pool.of({"ada": {"age": "old"}, "bo": {"age": "young"}}, {"age": {"old": (0, 1), "young": (0, 1)}})
    >>> pool.counts["age", "old"]
    1
    """  # noqa: E501  # an example is one line

    people: tuple[Person, ...]
    quotas: tuple[Quota, ...]
    columns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for fault in self._faults():
            raise fault

    @classmethod
    def of(
        cls,
        people: Mapping[str, Mapping[str, str]],
        quotas: Mapping[str, Mapping[str, tuple[int, int]]],
        *,
        addresses: Mapping[str, str] | None = None,
    ) -> Pool:
        """Make a pool from plain dictionaries."""
        homes = addresses or {}
        return cls(
            tuple(Person(id_, dict(values), homes.get(id_, "")) for id_, values in people.items()),
            tuple(
                Quota(feature, value, *seats)
                for feature, values in quotas.items()
                for value, seats in values.items()
            ),
        )

    @cached_property
    def features(self) -> tuple[str, ...]:
        """Names of the features in the order of the quotas."""
        return tuple(dict.fromkeys(quota.feature for quota in self.quotas))

    @cached_property
    def counts(self) -> dict[tuple[str, str], int]:
        """How many people there are of each value."""
        found = Counter(
            (feature, person.values[feature]) for person in self.people for feature in self.features
        )
        return {(q.feature, q.value): found[q.feature, q.value] for q in self.quotas}

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(person.id for person in self.people)

    @cached_property
    def people_hash(self) -> str:
        """SHA-256 of the people, whatever their order: id, values and address in canonical JSON."""
        rows = sorted(
            [person.id, [person.values[name] for name in sorted(self.features)], person.address]
            for person in self.people
        )
        return _hash([sorted(self.features), rows])

    @cached_property
    def quotas_hash(self) -> str:
        """SHA-256 of the quotas, whatever their order."""
        return _hash(sorted([q.feature, q.value, q.least, q.most] for q in self.quotas))

    def _faults(self) -> Iterator[BadInput]:
        if not self.people:
            yield BadInput("there is nobody in the pool")
        if not self.quotas:
            yield BadInput("there is no quota")
        yield from _quota_faults(self.quotas)
        yield from _people_faults(self.people, self.quotas)


def _quota_faults(quotas: Iterable[Quota]) -> Iterator[BadInput]:
    seen = set()
    for quota in quotas:
        if (quota.feature, quota.value) in seen:
            yield BadInput(f"the quota {quota.name!r} is there twice")
        seen.add((quota.feature, quota.value))
        if not 0 <= quota.least <= quota.most:
            found = f"the quota {quota.name!r} is from {quota.least} to {quota.most}"
            yield BadInput(found, expected="a minimum from 0 to the maximum")


def _people_faults(people: Iterable[Person], quotas: Iterable[Quota]) -> Iterator[BadInput]:
    known: dict[str, set[str]] = {}
    for quota in quotas:
        known.setdefault(quota.feature, set()).add(quota.value)
    seen: set[str] = set()
    for person in people:
        if person.id in seen:
            yield BadInput(f"the id {person.id!r} is there twice")
        seen.add(person.id)
        for feature, values in known.items():
            if person.values.get(feature) not in values:
                found = f"{feature} of {person.id!r} is {person.values.get(feature)!r}"
                yield BadInput(found, expected="one of " + ", ".join(sorted(values)))


def _hash(content: object) -> str:
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
