"""What every voter pays, in rational numbers.

Of a voter who has money left it is known exactly what she has: her endowment less what she
paid. One who has none has paid all of it, the last of it in a known step. So the price of a
project is ``(cost − W·endowment + Σ M_k·rho_k) / R`` with whole numbers W, M_k and R: the
voters who pay their last money on it, what those paid before, and those who pay in full.
"""

from __future__ import annotations

from copy import copy
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.supporters import Supporters

__all__ = ["Shares"]


class Shares:
    """Exact rhos of what has been bought, over one common denominator.

    Parameters
    ----------
    supporters : Supporters
    endowment : Fraction
        Of each voter, in the units of the vote.
    ended : ndarray of int32, shape (types,)
        Step in which a type spent its last money, -1 before; shared with the search.
    """

    def __init__(
        self, supporters: Supporters, endowment: Fraction, ended: NDArray[np.int32]
    ) -> None:
        self._supporters = supporters
        self._ended = ended
        self._start = endowment.numerator
        self._under = endowment.denominator
        self._rhos: list[int] = []
        self._step = np.full(supporters.n_projects, -1, dtype=np.int64)
        self._all = 0

    def copy(self) -> Shares:
        """Return a copy to go on with."""
        other = copy(self)
        other._rhos = list(self._rhos)
        other._step = self._step.copy()
        return other

    def __len__(self) -> int:
        return len(self._rhos)

    def rho(self, step: int) -> Fraction:
        """Return the price of a utility of 1 in a step."""
        return Fraction(self._rhos[step], self._under)

    def follow(self, bought: list[int]) -> None:
        """Compute the rho of every step that is not known yet."""
        for step in range(len(self), len(bought)):
            project = bought[step]
            types, utilities = self._supporters.of(project)
            ended = self._ended[types]
            rich = (ended < 0) | (ended > step)
            share = int((self._supporters.weights[types[rich]] * utilities[rich]).sum())
            last = types[ended == step]
            if share:
                numerator = self._cost(project) - self._money_of(last)
                self._append(project, numerator, share)
            else:
                self.add(project, max(self._caps(last, project)))

    def add(self, project: int, rho: Fraction) -> None:
        """Note a step whose rho is known."""
        factor = rho.denominator // gcd(rho.denominator, self._under)
        self._widen(factor)
        self._rhos.append(rho.numerator * (self._under // rho.denominator))
        self._step[project] = len(self._rhos) - 1

    def add_for_all(self, price: Fraction) -> None:
        """Note a payment of everybody who has money left after it."""
        factor = price.denominator // gcd(price.denominator, self._under)
        self._widen(factor)
        self._all += price.numerator * (self._under // price.denominator)

    def money(self, kind: int) -> Fraction:
        """Return what each voter of a type that has not spent all has left."""
        return Fraction(self._left(kind), self._under)

    def money_of(self, types: NDArray[np.int32]) -> Fraction:
        """Return what all voters of types that have not spent all have left together."""
        return Fraction(self._money_of(types), self._under)

    def money_before(self, types: NDArray[np.int32], step: int) -> Fraction:
        """Return what all voters of types had together before a step they paid all in."""
        if not types.size:
            return Fraction(0)
        counts = self._supporters.paid_counts(types, self._step, len(self._rhos))
        paid = sum(count * rho for count, rho in zip(counts[:step], self._rhos, strict=False))
        weights = int(self._supporters.weights[types].sum())
        return Fraction(weights * self._start - paid, self._under)

    def price(self, project: int, poor: NDArray[np.int32], share: int) -> Fraction:
        """Return rho where `poor` types pay their all and others `share` utilities in sum."""
        left = self._cost(project) - self._money_of(poor)
        return Fraction(left, self._under * share)

    def _caps(self, types: NDArray[np.int32], project: int) -> list[Fraction]:
        utility = dict(zip(*(one.tolist() for one in self._supporters.of(project)), strict=True))
        return [self.money(kind) / utility[kind] for kind in types.tolist()]

    def _append(self, project: int, numerator: int, share: int) -> None:
        common = gcd(numerator, share)
        self._widen(share // common)
        self._rhos.append(numerator // common)
        self._step[project] = len(self._rhos) - 1

    def _widen(self, factor: int) -> None:
        if factor != 1:
            self._under *= factor
            self._start *= factor
            self._all *= factor
            self._rhos = [rho * factor for rho in self._rhos]

    def _cost(self, project: int) -> int:
        return self._supporters.costs[project] * self._under

    def _left(self, kind: int) -> int:
        columns, utilities = self._supporters.entries_of(kind)
        paid = self._all
        for step, utility in zip(self._step[columns].tolist(), utilities.tolist(), strict=True):
            if step >= 0:
                paid += self._rhos[step] * utility
        return self._start - paid

    def _money_of(self, types: NDArray[np.int32]) -> int:
        """Money of all voters of types that had money before, times the denominator."""
        if not types.size:
            return 0
        weights = self._supporters.weights[types]
        counts = self._supporters.paid_counts(types, self._step, len(self._rhos))
        before = sum(count * rho for count, rho in zip(counts, self._rhos, strict=True) if count)
        return int(weights.sum()) * (self._start - self._all) - before
