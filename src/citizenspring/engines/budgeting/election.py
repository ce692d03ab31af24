"""What is voted on: projects with their costs, the budget and the ballots."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from citizenspring.engines.budgeting.ballots import Ballots
from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from citizenspring.engines.budgeting.ballots import Kind

__all__ = ["Election", "Project"]


@dataclass(frozen=True)
class Project:
    """One project that can be funded, whole or not at all.

    Attributes
    ----------
    id : str
    cost : Fraction
        In the currency of the budget, from 0 up.
    name : str
    categories, targets : tuple of str
    """

    id: str
    cost: Fraction
    name: str = ""
    categories: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The name where there is one, else the id."""
        return self.name or self.id


@dataclass(frozen=True, eq=False)
class Election:
    """Projects, a budget and ballots.

    Attributes
    ----------
    projects : tuple of Project
    budget : Fraction
    ballots : Ballots
        Over the projects in this order.

    Examples
    --------
    >>> election = Election.of({"park": 60, "bench": 5}, 60, [["park"], ["park", "bench"]])
    >>> election.votes
    {'park': 2, 'bench': 1}
    """

    projects: tuple[Project, ...]
    budget: Fraction
    ballots: Ballots = field(repr=False)

    def __post_init__(self) -> None:
        if len({project.id for project in self.projects}) < len(self.projects):
            raise BadInput("two projects have the same id", expected="each id once")
        if any(project.cost < 0 for project in self.projects):
            raise BadInput("a project has a negative cost", expected="a cost from 0 up")
        if self.budget <= 0:
            raise BadInput(f"the budget is {self.budget}", expected="more than 0")
        if self.ballots.n_projects != len(self.projects):
            raise BadInput("the ballots are over another list of projects")

    @classmethod
    def of(
        cls,
        costs: Mapping[str, Fraction | int | str],
        budget: Fraction | int | str,
        ballots: Iterable[Sequence[str] | Mapping[str, int]],
        *,
        kind: Kind = "approval",
    ) -> Election:
        """Build a vote from plain data.

        Parameters
        ----------
        costs : mapping of project id to cost
        budget : Fraction, int or str
        ballots : iterable of sequence of ids, or of mapping of id to points
            One a voter; best first for ordinal ballots.
        kind : str, optional

        Raises
        ------
        BadInput
            When a ballot names a project that is not there, or names one twice.
        """
        at = {name: position for position, name in enumerate(costs)}
        try:
            placed = [_placed(ballot, at, kind) for ballot in ballots]
        except KeyError as unknown:
            found = f"a ballot names the project {unknown.args[0]!r}"
            raise BadInput(found, expected="one of the listed projects") from unknown
        projects = tuple(Project(name, Fraction(cost)) for name, cost in costs.items())
        return cls(projects, Fraction(budget), Ballots.of(placed, n_projects=len(at), kind=kind))

    @cached_property
    def position(self) -> dict[str, int]:
        """Position of each project by id."""
        return {project.id: at for at, project in enumerate(self.projects)}

    @cached_property
    def unit(self) -> int:
        """What amounts are multiplied by to be whole numbers."""
        return lcm(self.budget.denominator, *(one.cost.denominator for one in self.projects))

    @cached_property
    def costs(self) -> tuple[int, ...]:
        """Cost of each project times `unit`."""
        return tuple(int(project.cost * self.unit) for project in self.projects)

    @cached_property
    def limit(self) -> int:
        """The budget times `unit`."""
        return int(self.budget * self.unit)

    @cached_property
    def votes(self) -> dict[str, int]:
        """Voters who name each project."""
        counted = self.ballots.votes.tolist()
        return {one.id: count for one, count in zip(self.projects, counted, strict=True)}

    @property
    def n_voters(self) -> int:
        """Number of voters, those with an empty ballot too."""
        return self.ballots.n_voters

    def at_cost(self, project: str, cost: Fraction) -> Election:
        """Return the same vote with another cost of one project."""
        at = self.position[project]
        changed = replace(self.projects[at], cost=cost)
        made = replace(self, projects=(*self.projects[:at], changed, *self.projects[at + 1 :]))
        if self.unit % cost.denominator == 0:
            costs = list(self.costs)
            costs[at] = int(cost * self.unit)
            made._knows(position=self.position, unit=self.unit, costs=tuple(costs))
        return made

    def with_voters(self, project: str, count: int) -> Election:
        """Return the same vote with `count` more voters who name this project alone."""
        if not count:
            return self
        made = replace(self, ballots=self.ballots.with_voters(self.position[project], count))
        made._knows(position=self.position, unit=self.unit, costs=self.costs)
        return made

    def _knows(self, **computed: Any) -> None:
        """Take over what is the same: vote after vote is counted with one thing changed."""
        self.__dict__.update(computed)

    def title(self, project: str) -> str:
        """Name of a project, for people."""
        return self.projects[self.position[project]].title

    def entry_costs(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Costs as floats, for searching only, shape (projects,)."""
        return np.array(self.costs, dtype=np.float64)


def _placed(
    ballot: Sequence[str] | Mapping[str, int], at: Mapping[str, int], kind: Kind
) -> Sequence[int] | Mapping[int, int]:
    if kind in {"cumulative", "scoring"} and not isinstance(ballot, (list, tuple, str)):
        given = cast("Mapping[str, int]", ballot)
        return {at[name]: points for name, points in given.items()}
    return [at[name] for name in ballot]
