"""The Method of Equal Shares with a fixed endowment for every voter."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.budgeting.shares import Shares

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.supporters import Supporters
    from citizenspring.engines.budgeting.ties import Tie, TieList

__all__ = ["Run", "equal_shares"]

_ROUND = 2.3e-16


@dataclass(frozen=True, eq=False)
class Run:
    """What equal shares buy with one endowment.

    Attributes
    ----------
    supporters : Supporters
    endowment : Fraction
        Of each voter, in the units of the vote.
    bought : tuple of int
        Projects in the order of purchase.
    paid : ndarray of float64, shape (steps,)
        At which rho, for searching only.
    ended : ndarray of int32, shape (types,)
        Step in which a type's voters spent their last money, -1 for those who have some.
    ties : mapping of step to Tie
    """

    supporters: Supporters
    endowment: Fraction
    bought: tuple[int, ...]
    paid: NDArray[np.float64] = field(repr=False)
    ended: NDArray[np.int32] = field(repr=False)
    ties: dict[int, Tie] = field(repr=False)

    @property
    def funded(self) -> tuple[int, ...]:
        """Those that cost nothing, then the bought."""
        return (*self.supporters.funded_for_nothing(), *self.bought)

    @property
    def spent(self) -> int:
        """Cost of all that was bought, in the units of the vote."""
        return sum(self.supporters.costs[one] for one in self.bought)

    @cached_property
    def shares(self) -> Shares:
        """Exact prices, computed when first asked for."""
        found = Shares(self.supporters, self.endowment, self.ended)
        found.follow(list(self.bought))
        return found


class _Search:
    """State of a run; see `kernel.advance` for the arrays."""

    def __init__(self, supporters: Supporters, endowment: Fraction, ties: TieList) -> None:
        self.supporters = supporters
        self.endowment = endowment
        self.ties = ties
        self.reported: dict[int, Tie] = {}
        count, kinds = supporters.n_projects, supporters.weights.size
        start = float(endowment)
        # Side by side, so that looking at a voter is one look into memory.
        self.purses = np.empty((kinds, 3))
        self.purses[:] = (start, _ROUND * start, 0.0)
        self.purses[:, 2] = supporters.weights
        self.money, self.error = self.purses[:, 0], self.purses[:, 1]
        self.costs = supporters.election.entry_costs()
        totals = np.array(supporters.totals, dtype=np.float64)
        self.low = self.costs / np.maximum(totals, 1.0) * (1 - 4 * _ROUND)
        self.open = (self.costs > 0) & (totals > 0)
        self.ended = np.full(kinds, -1, np.int32)
        self.bought = np.full(count, -1, np.int32)
        self.paid = np.zeros(count)
        self.near = np.zeros(count, np.int32)
        self.fresh = np.zeros(count, np.bool_)
        self.step = 0
        self._shares = Shares(supporters, endowment, self.ended)

    @property
    def shares(self) -> Shares:
        """Exact prices of all that was bought so far, followed up only when they are needed."""
        self._shares.follow(self.bought[: self.step].tolist())
        return self._shares

    def run(self) -> int:
        """Buy all there is to buy; return the number of steps."""
        from citizenspring.engines.budgeting.kernel import advance  # noqa: PLC0415  # because Numba takes half a second that only this rule needs

        given = self.supporters
        step = 0
        while True:
            step, count = advance(
                given.starts,
                given.types,
                given.float_utilities,
                given.satisfaction.is_uniform,
                self.purses,
                self.costs,
                given.satisfaction.scales,
                self.low,
                self.open,
                self.ended,
                self.bought,
                self.paid,
                self.fresh,
                self.near,
                step,
            )
            if not count:
                return int(step)
            step = self.decide(int(step), self.near[:count].tolist())

    def decide(self, step: int, candidates: Iterable[int]) -> int:
        """Settle what floats cannot tell, and buy; return the next step."""
        self.step = step
        exact: dict[int, Fraction] = {}
        for one in candidates:
            rho = self.price(one)
            if rho is None:
                self.open[one] = False
            else:
                exact[one] = rho
                self.low[one] = max(self.low[one], float(rho) * (1 - 2 * _ROUND))
        if not exact:
            return step
        ranks = {one: self.supporters.rank(one, rho) for one, rho in exact.items()}
        best = min(ranks.values())
        tied = [one for one, rank in ranks.items() if rank == best]
        if len(tied) > 1:
            self.reported[step] = self.ties.report(tied)
        chosen = self.ties.first(tied)
        self.buy(step, chosen, exact[chosen])
        return step + 1

    def price(self, project: int) -> Fraction | None:
        """Return the exact rho of a project, None when its supporters lack the money."""
        types, utilities = self.supporters.of(project)
        alive = self.ended[types] < 0
        types, utilities = types[alive], utilities[alive]
        weights = self.supporters.weights[types]
        low = float(self.low[project])
        caps, wrong = self.money[types] / utilities, self.error[types] / utilities
        poor = caps + wrong < low * (1 - 4 * _ROUND)
        while not poor.all():
            share = int((weights * utilities)[~poor].sum())
            if poor.any():
                rho = self.shares.price(project, types[poor], share)
            else:
                rho = Fraction(self.supporters.costs[project], share)
            more = ~poor & self.lacking(types, utilities, rho)
            if not more.any():
                return rho
            poor |= more
        return None

    def lacking(
        self, types: NDArray[np.int32], utilities: NDArray[np.int64], rho: Fraction
    ) -> NDArray[np.bool_]:
        """Tell which types have less than their payment, exactly."""
        due = float(rho) * utilities
        wrong = self.error[types] + 4 * _ROUND * due
        lacks: NDArray[np.bool_] = self.money[types] + wrong < due
        unsure = ~lacks & (self.money[types] - wrong <= due)
        for at in np.flatnonzero(unsure).tolist():
            lacks[at] = self.shares.money(int(types[at])) < rho * int(utilities[at])
        return lacks

    def buy(self, step: int, project: int, rho: Fraction) -> None:
        """Take the exact payments."""
        types, utilities = self.supporters.of(project)
        alive = self.ended[types] < 0
        types, utilities = types[alive], utilities[alive]
        due = float(rho) * utilities
        wrong = self.error[types] + 4 * _ROUND * due
        spent = self.money[types] + wrong < due
        for at in np.flatnonzero(~spent & (self.money[types] - wrong <= due)).tolist():
            spent[at] = self.shares.money(int(types[at])) <= rho * int(utilities[at])
        self.money[types] = np.where(spent, 0.0, self.money[types] - due)
        self.error[types] = np.where(spent, 0.0, wrong + _ROUND * self.money[types])
        self.ended[types[spent]] = step
        self.bought[step], self.paid[step] = project, float(rho)
        self.open[project] = False


def equal_shares(supporters: Supporters, endowment: Fraction, ties: TieList) -> Run:
    """Buy projects with equal endowments, the best value for its supporters first.

    Every voter has the same money. Again and again the project is bought whose supporters
    pay least for a unit of satisfaction, each in proportion to her own or all she has left,
    until no project's supporters have its cost. Nothing depends on rounding.

    Parameters
    ----------
    supporters : Supporters
    endowment : Fraction
        Of each voter, in the units of the vote.
    ties : TieList

    Returns
    -------
    Run

    References
    ----------
    .. [1] Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive
       Utilities", NeurIPS 2021, arXiv:2008.13276
    """
    search = _Search(supporters, endowment, ties)
    steps = search.run()
    bought = tuple(search.bought[:steps].tolist())
    return Run(supporters, endowment, bought, search.paid[:steps], search.ended, search.reported)
