"""When the quotas cannot be met: the smallest change of minimums and maximums that helps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from citizenspring.engines.errors import Infeasible

from .solver import INFINITE, programme, solved
from .whole import best_kinds, whole_rows

if TYPE_CHECKING:
    from .conditions import Conditions
    from .pool import Quota

__all__ = ["CannotBeMet", "Change", "smallest_change"]


@dataclass(frozen=True, slots=True)
class Change:
    """A quota, and what it would have to be."""

    quota: Quota
    least: int
    most: int

    def __str__(self) -> str:
        parts = []
        if self.least != self.quota.least:
            parts.append(f"minimum {self.least} instead of {self.quota.least}")
        if self.most != self.quota.most:
            parts.append(f"maximum {self.most} instead of {self.quota.most}")
        return f"{self.quota.name}: {' and '.join(parts)}"


class CannotBeMet(Infeasible):
    """The quotas cannot all be met; `changes` is the smallest relaxation that works.

    Attributes
    ----------
    changes : tuple of Change
    """

    def __init__(self, changes: tuple[Change, ...]) -> None:
        self.changes = changes
        seats = sum(
            change.quota.least - change.least + change.most - change.quota.most
            for change in changes
        )
        many = "1 seat" if seats == 1 else f"{seats} seats"
        said = "; ".join(map(str, changes))
        super().__init__(
            f"The quotas cannot all be met. The smallest change that works is {many}: {said}."
        )


def smallest_change(conditions: Conditions) -> tuple[Change, ...]:
    """Find the smallest total change of quotas under which there is a panel.

    Among changes of the same size the first in the order of the quotas is taken. A quota is
    stretched no further than its flex.

    Raises
    ------
    Infeasible
        When no change of quotas helps.
    """
    matrix, least, most = whole_rows(conditions)
    quotas, kinds = len(conditions.quotas), len(conditions.kinds)
    some = sparse.vstack(
        [sparse.identity(quotas), sparse.csr_array((len(most) - quotas, quotas))], format="csr"
    )
    wide = sparse.csr_array(sparse.hstack([matrix, some, -some]))
    # A trace of preference makes the answer one of many the same on every run.
    prefer = 1.0 + np.arange(2 * quotas) * 1e-5
    down = [_room(quota.least, quota.least_flex, -1) for quota in conditions.quotas]
    up = [_room(quota.most, quota.most_flex, 1) for quota in conditions.quotas]
    upper = np.concatenate([conditions.kinds.sizes, down, up]).astype(np.float64)
    cost = np.concatenate([np.zeros(kinds), prefer])
    solver = programme(cost, upper, wide, least, most, whole=kinds + 2 * quotas)
    if not solved(solver):
        raise _hopeless(conditions)
    found = np.rint(np.array(solver.getSolution().col_value)[kinds:]).astype(int).tolist()
    changes = tuple(
        Change(quota, quota.least - less, quota.most + more)
        for quota, less, more in zip(conditions.quotas, found[:quotas], found[quotas:], strict=True)
        if less or more
    )
    _check(conditions, found[:quotas], found[quotas:])
    return changes


def _room(seats: int, flex: int | None, sign: int) -> float:
    if flex is None:
        return float(seats) if sign < 0 else INFINITE
    return float(max(0, sign * (flex - seats)))


def _check(conditions: Conditions, less: list[int], more: list[int]) -> None:
    """The change works: there is a panel."""
    relaxed = replace(
        conditions,
        least=np.maximum(conditions.least - np.array(less), 0),
        most=conditions.most + np.array(more),
    )
    if best_kinds(relaxed, np.zeros(len(conditions.kinds))) is None:
        msg = "the relaxation found does not work"
        raise AssertionError(msg)


def _hopeless(conditions: Conditions) -> Infeasible:
    free = len(conditions.ids)
    homes = sum(conditions.homes.tolist().count(home) for home in range(len(conditions.room)))
    largest = free - homes + int(conditions.room.sum())
    if largest < conditions.size:
        return Infeasible(
            f"{conditions.size} seats are to be filled, and with the limit per address only "
            f"{largest} people can be drawn together: make the panel smaller or the pool larger."
        )
    return Infeasible(
        "The quotas cannot all be met, even when each is stretched as far as its flex allows."
    )
