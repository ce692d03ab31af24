"""Counting a vote again and again with one project changed, fast enough to do it for every one.

Two shortcuts that decide nothing: a probe counts only the last rises of the endowments and only
projects that some rise bought; a recount leaves out projects whose supporters, all their money
put together, could not pay for them even at the highest endowment that was reached.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.budgeting.ballots import Ballots
from citizenspring.engines.budgeting.completion import (
    first_endowment,
    is_enough,
    raise_endowments,
)
from citizenspring.engines.budgeting.equal_shares import Run, equal_shares
from citizenspring.engines.budgeting.supporters import Supporters, supporters_of
from citizenspring.engines.budgeting.tallying import funded_by
from citizenspring.engines.budgeting.ties import TieList

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.election import Election
    from citizenspring.engines.budgeting.options import Options
    from citizenspring.engines.budgeting.result import Outcome

    Floats = NDArray[np.float64]

__all__ = ["OutOfTime", "Probe", "Recounts"]

_ROOM = Fraction(11, 10)
_LATE = 3
_LOOKS = 40
_TURNS = 30
_GREEDY = frozenset({"greedy", "greedy-stop", "greedy-per-cost"})


class OutOfTime(Exception):  # no error: whoever set the limit takes it
    """Counting again was to end by now."""


@dataclass(frozen=True)
class Probe:
    """What a quick look found: whether the project is funded, and if not what it lacks.

    Attributes
    ----------
    is_funded : bool
    voters : float or None
        So many more would have bought it, had nothing else changed.
    cost : float or None
        At this cost it would have been bought, in the units of the vote.
    """

    is_funded: bool
    voters: float | None = None
    cost: float | None = None


class Recounts:
    """Counts of one vote with one project changed.

    Parameters
    ----------
    outcome : Outcome
        The count that is repeated; its options hold.
    is_over : callable, optional
        Asked before each count.

    Raises
    ------
    OutOfTime
        From any count, once `is_over` says so.
    """

    def __init__(self, outcome: Outcome, is_over: Callable[[], bool] | None = None) -> None:
        self.is_over = is_over
        self.options: Options = outcome.options
        self.election: Election = outcome.election
        self.done = 0
        rises = outcome.options.completion == "add1" and outcome.rounds > 0
        plain = rises or outcome.options.completion == "none"
        shares = outcome.options.rule == "equal-shares" and not outcome.options.comparison
        self.is_quick = shares and plain
        self._outcome = outcome
        self._small: dict[tuple[int, bool], Election] = {}
        self._arranged: dict[tuple[int, bool], Supporters] = {}

    def apart(self) -> Recounts:
        """The same, to be used for another project and in another thread."""
        other = copy(self)
        other.done, other._small, other._arranged = 0, {}, {}
        return other

    def prepare(self) -> None:
        """Compute what all projects share."""
        if self.is_quick:
            assert self._ever_bought is not None
            assert self._totals is not None
        assert self._plain is not None

    def _begin(self) -> None:
        if self.is_over is not None and self.is_over():
            raise OutOfTime
        self.done += 1

    def is_funded(self, project: str, voters: int, cost: Fraction) -> bool:
        """Count exactly, with so many more voters who name the project alone, at this cost."""
        self._begin()
        if not self.is_quick:
            changed = self._plain.at_cost(project, cost).with_voters(project, voters)
            return project in funded_by(changed, self.options)
        one = self.election.position[project]
        given = self._changed(one, voters, cost, is_late=False)
        ties = TieList(given.election, self.options.ties, self.options.seed)
        raised = raise_endowments(given, self.options, ties)
        highest = raised.run.endowment + self.options.increment * self.election.unit
        if highest > self._highest:
            changed = self.election.at_cost(project, cost).with_voters(project, voters)
            return project in funded_by(changed, self.options)
        return one in raised.run.bought

    def is_funded_late(self, project: str, voters: int, cost: Fraction) -> bool:
        """Count the last rises exactly; the earlier ones are taken to end nothing."""
        self._begin()
        if not self.is_quick:
            return self.is_funded(project, voters, cost)
        one = self.election.position[project]
        given = self._changed(one, voters, cost, is_late=False)
        ties = TieList(given.election, self.options.ties, self.options.seed)
        return one in self._late_run(given, ties).bought

    def probe(self, project: str, voters: int, cost: Fraction) -> Probe:
        """Look at the last rises and the likely projects, to see where to count exactly."""
        if not self.is_quick:
            return Probe(self.is_funded(project, voters, cost))
        if self.is_over is not None and self.is_over():
            raise OutOfTime
        one = self.election.position[project]
        given = self._changed(one, voters, cost, is_late=True)
        ties = TieList(given.election, self.options.ties, self.options.seed)
        run = self._late_run(given, ties)
        if one in run.bought:
            return Probe(is_funded=True)
        doors = _doors(run, one)
        if voters:
            return Probe(is_funded=False, voters=_voters_lacking(run, one, doors))
        lacking = _voters_lacking(run, one, doors)
        return Probe(is_funded=False, voters=lacking, cost=_cost_allowed(run, one, doors))

    def guess(self, project: str, *, by_cost: bool) -> float:
        """A little less help than may be enough: so many voters, or so low a cost in units.

        With the project bought, the count ends at a lower endowment than without; looked for is
        the highest at which the rest still fits.
        """
        one = self.election.position[project]
        cost = self.election.projects[one].cost
        if not self.is_quick:
            return float(self.election.costs[one]) if by_cost else 0.0
        part = self._part(one, is_late=True)
        given, ties = self._given(part), TieList(part, self.options.ties, self.options.seed)
        start, step = first_endowment(given, self.options), self.options.increment * part.unit
        found: dict[int, float] = {}

        def fits(rises: int) -> bool:
            run = equal_shares(given, start + rises * step, ties)
            if one in run.bought:
                return False
            doors = _doors(run, one)
            if by_cost:
                found[rises] = help_ = _cost_allowed(run, one, doors)
                changed = _at_cost(given, one, Fraction(max(1, int(help_)), part.unit))
            else:
                found[rises] = help_ = _voters_lacking(run, one, doors)
                changed = self._given(part.with_voters(project, ceil(help_)))
            with_it = equal_shares(changed, start + rises * step, ties)
            return with_it.spent <= part.limit

        low, high = -1, self._outcome.rounds + 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if fits(middle) else (low, middle)
        nearest = min(found, key=lambda rises: abs(rises - high), default=None)
        return (float(cost * part.unit) if by_cost else 0.0) if nearest is None else found[nearest]

    @cached_property
    def _plain(self) -> Election:
        """The vote as greedy rules see it: one ballot type a project holds all its votes."""
        votes, ballots = self.election.votes, self.election.ballots
        if self.options.rule not in _GREEDY or ballots.kind not in {"approval", "choose-1"}:
            return self.election
        kinds = Ballots.from_arrays(
            np.arange(len(votes) + 1),
            np.arange(len(votes)),
            weights=list(votes.values()),
            n_projects=len(votes),
            kind=ballots.kind,
        )
        return self.election if self.options.comparison else replace(self.election, ballots=kinds)

    @cached_property
    def _totals(self) -> tuple[int, ...]:
        return supporters_of(self.election, self.options.satisfaction).totals

    @cached_property
    def _highest(self) -> Fraction:
        """The endowment up to which the shortcut of a recount is certain."""
        assert self._outcome.endowment is not None
        rise = self._outcome.endowment * self.election.unit
        return rise * _ROOM + 2 * self.options.increment * self.election.unit

    @cached_property
    def _within_reach(self) -> frozenset[int]:
        most = [count * self._highest for count in self.election.votes.values()]
        costs = self.election.costs
        return frozenset(one for one, money in enumerate(most) if money >= costs[one])

    @cached_property
    def _ever_bought(self) -> frozenset[int]:
        """Projects that any rise bought, from the first to a little beyond the last."""
        given = self._given(self._only(self._within_reach))
        ties = TieList(self.election, self.options.ties, self.options.seed)
        assert self._outcome.endowment is not None
        end = self._outcome.endowment * self.election.unit
        start = first_endowment(given, self.options)
        spread = [start + (end * _ROOM - start) * part / _LOOKS for part in range(_LOOKS + 1)]
        return frozenset(one for each in spread for one in equal_shares(given, each, ties).bought)

    def _changed(self, one: int, voters: int, cost: Fraction, *, is_late: bool) -> Supporters:
        part = self._part(one, is_late=is_late)
        if voters:
            part = part.with_voters(part.projects[one].id, voters)
            return _at_cost(self._given(part), one, cost)
        key = (one, is_late)
        if key not in self._arranged:
            self._arranged[key] = self._given(part)
        return _at_cost(self._arranged[key], one, cost)

    def _part(self, project: int, *, is_late: bool) -> Election:
        key = (project, is_late)
        if key not in self._small:
            known = self._ever_bought if is_late else self._within_reach
            self._small[key] = self._only(known | {project})
        return self._small[key]

    def _only(self, projects: Collection[int]) -> Election:
        """The same vote without the names of other projects on the ballots."""
        ballots = self.election.ballots
        is_kept = np.zeros(ballots.n_projects, np.bool_)
        is_kept[list(projects)] = True
        kept = is_kept[ballots.columns]
        sizes = np.bincount(ballots.rows[kept], minlength=ballots.n_types)
        smaller = Ballots.from_arrays(
            np.concatenate([[0], np.cumsum(sizes)]),
            ballots.columns[kept],
            ballots.values[kept],
            ballots.weights,
            n_projects=ballots.n_projects,
            kind=ballots.kind,
            scale=ballots.scale,
        )
        return replace(self.election, ballots=smaller)

    def _given(self, election: Election) -> Supporters:
        """Supporters of a smaller vote, which still knows that the others have some."""
        given = supporters_of(election, self.options.satisfaction)
        totals = zip(given.totals, self._totals, strict=True)
        return replace(given, totals=tuple(here or there for here, there in totals))

    def _late_run(self, given: Supporters, ties: TieList) -> Run:
        """The run that add1 would keep, if nothing ends it in the rises before the last few."""
        step = self.options.increment * self.election.unit
        start = first_endowment(given, self.options)
        assert self._outcome.endowment is not None
        end = self._outcome.endowment * self.election.unit
        at = max(0, int((end - start) / step) - _LATE)
        while True:
            run = equal_shares(given, start + at * step, ties)
            is_too_late = run.spent > given.election.limit or is_enough(run, self.options)
            if not is_too_late or at == 0:
                break
            at = max(0, at - _LATE)
        while self.options.completion != "none" and not is_enough(run, self.options):
            at += 1
            following = equal_shares(given, start + at * step, ties)
            if following.spent > given.election.limit:
                break
            run = following
        return run


def _at_cost(given: Supporters, one: int, cost: Fraction) -> Supporters:
    """The same supporters of a project with another cost."""
    project = given.election.projects[one]
    if project.cost == cost:
        return given
    election = given.election.at_cost(project.id, cost)
    if election.unit != given.election.unit:
        return supporters_of(election, given.satisfaction.measure)
    power = {"cost": 1.0, "sqrt": 0.5}.get(given.satisfaction.measure, 0.0)
    scales = given.satisfaction.scales.copy()
    scales[one] = float(election.costs[one]) ** -power
    satisfaction = replace(given.satisfaction, scales=scales)
    return replace(given, election=election, satisfaction=satisfaction, costs=election.costs)


@dataclass(frozen=True)
class _Doors:
    """The moments of a run in which a project could have been bought, for searching only.

    Before each purchase, and once at the end, stands what each of its supporters had (`money`,
    moments × types), and up to which price for a unit of satisfaction it would have gone first.
    """

    money: Floats
    prices: Floats
    weights: Floats
    utilities: Floats

    def paid(self, prices: Floats) -> Floats:
        """What supporters would have paid in each moment at these prices."""
        paid: Floats = np.minimum(self.money, prices[:, None] * self.utilities) @ self.weights
        return paid


def _doors(run: Run, project: int) -> _Doors:
    given = run.supporters
    types, utilities = given.of(project)
    place = np.full(given.weights.size, -1, np.int64)
    place[types] = np.arange(types.size)
    steps = len(run.bought)
    worth = np.zeros((steps + 1, types.size))
    step_of = np.full(given.n_projects, steps, np.int64)
    step_of[list(run.bought)] = np.arange(steps)
    ballots = given.election.ballots
    mine = place[ballots.rows] >= 0
    rows, columns = place[ballots.rows[mine]], ballots.columns[mine]
    worth[step_of[columns], rows] = np.maximum(given.satisfaction.utilities[mine], 0)
    due = worth[:steps] * run.paid[:, None]
    spent = np.vstack([np.zeros(types.size), np.cumsum(due, axis=0)])
    money = np.maximum(float(run.endowment) - spent, 0.0)
    scales = given.satisfaction.scales
    prices = np.append(run.paid * scales[list(run.bought)] / scales[project], np.inf)
    most = float(run.endowment) * given.costs[project]
    return _Doors(
        money,
        np.minimum(prices, most),
        given.float_weights[types],
        utilities.astype(np.float64),
    )


def _voters_lacking(run: Run, project: int, doors: _Doors) -> float:
    """How many more voters for the project alone would have bought it in this run."""
    best = float(doors.utilities.max(initial=1.0))
    each = np.minimum(float(run.endowment), doors.prices * best)
    lacking = (run.supporters.costs[project] - doors.paid(doors.prices)) / each
    return max(0.0, float(lacking.min()))


def _cost_allowed(run: Run, project: int, doors: _Doors) -> float:
    """The highest cost at which the project would have been bought in this run."""
    full = float(run.supporters.costs[project])
    power = {"cost": 1.0, "sqrt": 0.5}.get(run.supporters.satisfaction.measure, 0.0)
    costs = np.full(doors.prices.size, full)
    # What supporters pay is concave in the cost: coming from above never passes the root.
    for _ in range(_TURNS):
        paid = doors.paid(doors.prices * (costs / full) ** power)
        if (paid >= costs * (1 - 1e-12)).any() and paid.max() <= costs.max() * (1 + 1e-12):
            best = int(np.argmax(np.minimum(paid, costs)))
            if paid[best] >= costs[best] * (1 - 1e-12):
                break
        costs = np.minimum(costs, paid)
    return float(np.minimum(paid, costs).max())
