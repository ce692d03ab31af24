"""Sequential Phragmén: everybody earns alike, and projects are bought as soon as they can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.supporters import Supporters
    from citizenspring.engines.budgeting.ties import Tie, TieList

__all__ = ["PhragmenRun", "phragmen"]

_NEAR = 1e-9


@dataclass(frozen=True)
class PhragmenRun:
    """What sequential Phragmén buys.

    Attributes
    ----------
    bought : tuple of int
        Projects in the order of purchase.
    loads : tuple of Fraction
        What a supporter has paid in all once each was bought, in the units of the vote.
    ties : mapping of step to Tie
    stopped_at : tuple of int
        Projects that came next and did not fit, which ends the count.
    """

    bought: tuple[int, ...]
    loads: tuple[Fraction, ...] = field(repr=False)
    ties: dict[int, Tie] = field(repr=False)
    stopped_at: tuple[int, ...]


class _Loads:
    """How much each ballot type has paid, by the step of its last purchase."""

    def __init__(self, supporters: Supporters) -> None:
        self.supporters = supporters
        self.last = np.full(supporters.weights.size, -1)
        self.load = np.zeros(supporters.weights.size)
        self.costs = supporters.election.entry_costs()
        voters = np.zeros(supporters.n_projects, np.int64)
        self.columns = np.repeat(np.arange(supporters.n_projects), np.diff(supporters.starts))
        np.add.at(voters, self.columns, supporters.weights[supporters.types])
        self.voters = voters
        limit = supporters.election.limit
        self.open = (voters > 0) & (self.costs <= limit)
        self.exact: list[Fraction] = []
        self.sums = np.zeros(supporters.n_projects)

    def next_loads(self) -> NDArray[np.float64]:
        loads = (self.costs + self.sums) / np.maximum(self.voters, 1)
        return np.where(self.open, loads, np.inf)

    def exact_load(self, project: int) -> Fraction:
        given = self.supporters
        types, _ = given.of(project)
        counts = np.zeros(len(self.exact) + 1, np.int64)
        np.add.at(counts, self.last[types] + 1, given.weights[types])
        paid = sum(
            (
                int(count) * load
                for count, load in zip(counts[1:], self.exact, strict=True)
                if count
            ),
            Fraction(0),
        )
        return (given.costs[project] + paid) / int(self.voters[project])

    def buy(self, project: int, load: Fraction) -> None:
        given = self.supporters
        types, _ = given.of(project)
        ballots = given.election.ballots
        sizes = (ballots.starts[1:] - ballots.starts[:-1])[types]
        ends = np.cumsum(sizes)
        at = np.arange(int(ends[-1])) + np.repeat(ballots.starts[types] - (ends - sizes), sizes)
        rise = np.repeat((float(load) - self.load[types]) * given.weights[types], sizes)
        kept = given.satisfaction.utilities[at] > 0
        self.sums += np.bincount(
            ballots.columns[at][kept], weights=rise[kept], minlength=given.n_projects
        )
        self.load[types] = float(load)
        self.last[types] = len(self.exact)
        self.exact.append(load)
        self.open[project] = False


def phragmen(supporters: Supporters, ties: TieList) -> PhragmenRun:
    """Buy the project whose supporters come by its cost first, until the next does not fit.

    Everybody earns money at the same pace. As soon as the supporters of a project have its
    cost together, it is bought and their purses are empty. The count ends when a project
    that comes next costs more than is left of the budget.

    Parameters
    ----------
    supporters : Supporters
        Utilities play no role but for who supports what.
    ties : TieList

    References
    ----------
    .. [1] Los, Christoff, Grossi, "Proportional Budget Allocations: Towards a Systematization",
       IJCAI 2022, doi:10.24963/ijcai.2022/57
    """
    loads = _Loads(supporters)
    left = supporters.election.limit
    bought: list[int] = []
    found: dict[int, Tie] = {}
    stopped: tuple[int, ...] = ()
    while loads.open.any():
        near = loads.next_loads()
        cut = near.min() * (1 + _NEAR) + _NEAR * 1e-9
        exact = {one: loads.exact_load(one) for one in np.flatnonzero(near <= cut).tolist()}
        best = min(exact.values())
        tied = [one for one, load in exact.items() if load == best]
        stopped = tuple(one for one in tied if supporters.costs[one] > left)
        if stopped:
            break
        if len(tied) > 1:
            found[len(bought)] = ties.report(tied)
        chosen = ties.first(tied)
        loads.buy(chosen, best)
        left -= supporters.costs[chosen]
        bought.append(chosen)
    return PhragmenRun(tuple(bought), tuple(loads.exact), found, stopped)
