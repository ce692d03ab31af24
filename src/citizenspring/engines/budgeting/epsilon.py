"""Completion by epsilon: others chip in where the supporters' money alone is too little."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.equal_shares import Run
    from citizenspring.engines.budgeting.ties import Tie, TieList

__all__ = ["complete_by_epsilon"]

_NEAR = 1e-9


class _Purses:
    """Money left after equal shares, and what projects would take from everybody."""

    def __init__(self, run: Run) -> None:
        self.supporters = run.supporters
        self.shares = run.shares.copy()
        self.ended = run.ended.copy()
        self.step = len(run.bought)
        self.weights = run.supporters.weights
        alive = np.flatnonzero(self.ended < 0)
        self.money = np.zeros(self.weights.size)
        self.money[alive] = [float(self.shares.money(one)) for one in alive.tolist()]

    def price(self, project: int) -> float:
        """Return what each who did not vote for a project would pay; inf when too little."""
        cost = float(self.supporters.costs[project])
        types, _ = self.supporters.of(project)
        others = self.money > 0
        others[types] = False
        cost -= float((self.money * self.weights)[types].sum())
        money, weights = self.money[others], self.weights[others]
        if cost > float((money * weights).sum()) * (1 + _NEAR):
            return np.inf
        order = np.argsort(money)
        money, weights = money[order], weights[order]
        poor = np.concatenate([[0.0], np.cumsum(money * weights)[:-1]])
        rich = np.cumsum(weights[::-1])[::-1]
        fits = np.flatnonzero((cost - poor) <= money * rich * (1 + _NEAR))
        if not fits.size:
            return float(money[-1]) if money.size else 0.0
        return max(0.0, float((cost - poor[fits[0]]) / rich[fits[0]]))

    def exact_price(self, project: int) -> Fraction | None:
        """Return the exact price, None when all the money there is does not suffice."""
        types, _ = self.supporters.of(project)
        alive = self.ended < 0
        mine = np.zeros(alive.size, np.bool_)
        mine[types] = True
        poor = alive & mine
        others = alive & ~mine
        guess = self.price(project)
        if np.isfinite(guess):
            poor |= others & (self.money < guess * (1 - 10 * _NEAR))
        while (others & ~poor).any():
            share = int(self.weights[others & ~poor].sum())
            price = self.shares.price(project, np.flatnonzero(poor).astype(np.int32), share)
            more = self._lacking(others & ~poor, price)
            if not more.any():
                return max(price, Fraction(0))
            poor |= more
        return None

    def _lacking(self, kinds: NDArray[np.bool_], price: Fraction) -> NDArray[np.bool_]:
        due = float(price)
        lacks = kinds & (self.money < due * (1 - _NEAR))
        for one in np.flatnonzero(kinds & ~lacks & (self.money <= due * (1 + _NEAR))).tolist():
            lacks[one] = self.shares.money(one) < price
        return lacks

    def buy(self, project: int, price: Fraction) -> None:
        types, _ = self.supporters.of(project)
        alive = self.ended < 0
        mine = np.zeros(alive.size, np.bool_)
        mine[types] = True
        spent = alive & (mine | (self.money < float(price) * (1 - _NEAR)))
        unsure = alive & ~spent & (self.money <= float(price) * (1 + _NEAR))
        for one in np.flatnonzero(unsure).tolist():
            spent[one] = self.shares.money(one) <= price
        self.money = np.where(spent, 0.0, np.maximum(0.0, self.money - float(price)))
        self.ended[spent] = self.step
        self.shares.add_for_all(price)
        self.step += 1


def complete_by_epsilon(
    run: Run, ties: TieList
) -> tuple[tuple[int, ...], dict[int, Tie], tuple[Fraction, ...]]:
    """Go on after equal shares as if everybody liked every project a very little.

    Supporters give all they have left, and everybody else pays the same small part of what
    is missing, as far as the purse goes. The project with the lowest such part (for its
    satisfaction) is bought first, until the money left in all purses buys nothing more.

    Returns
    -------
    bought : tuple of int
    ties : mapping of step to Tie
    prices : tuple of Fraction
        What each who had not voted for it paid at most, in the units of the vote.

    References
    ----------
    .. [1] Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis", IJCAI
       2023, doi:10.24963/ijcai.2023/297
    """
    given, purses = run.supporters, _Purses(run)
    open_ = {one for one, total in enumerate(given.totals) if total > 0} - set(run.funded)
    bought: list[int] = []
    found: dict[int, Tie] = {}
    prices: list[Fraction] = []
    left = given.election.limit - run.spent
    while open_ := {one for one in open_ if given.costs[one] <= left}:
        floats = {one: purses.price(one) * given.satisfaction.scales[one] for one in open_}
        cut = min(floats.values()) * (1 + 100 * _NEAR)
        exact = {
            one: price
            for one, value in floats.items()
            if value <= cut and (price := purses.exact_price(one)) is not None
        }
        if not exact:
            break
        ranks = {one: given.rank(one, price) for one, price in exact.items()}
        best = min(ranks.values())
        tied = [one for one, rank in ranks.items() if rank == best]
        if len(tied) > 1:
            found[len(bought)] = ties.report(tied)
        chosen = ties.first(tied)
        purses.buy(chosen, exact[chosen])
        prices.append(exact[chosen])
        bought.append(chosen)
        left -= given.costs[chosen]
        open_.discard(chosen)
    return tuple(bought), found, tuple(prices)
