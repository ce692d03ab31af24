"""What would have funded a project, under the very rule that was used."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from citizenspring.engines.budgeting.tallying import funded_by
from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from citizenspring.engines.budgeting.completion import Watch
    from citizenspring.engines.budgeting.result import Outcome

__all__ = ["Needed", "what_would_fund"]

_MOST_ROUNDS = 90


@dataclass(frozen=True)
class Needed:
    """How little would have been enough for a project that was not funded.

    Both figures were found by counting again, completion and comparison included, and stand
    beside a second count that shows that a step less was not enough.

    Attributes
    ----------
    project : str
    voters : int or None
        So many more voters, each naming this project alone, and it is funded; with one fewer
        it is not. None when no number up to 64 times the electorate helps.
    cost : Fraction or None
        At this cost it is funded; at `step` more it is not. None when no cost above 0 helps.
    step : Fraction
        Smallest step of the costs.
    counts : int
        How often the vote was counted for this answer.
    """

    project: str
    voters: int | None
    cost: Fraction | None
    step: Fraction
    counts: int


def what_would_fund(outcome: Outcome, project: str, *, watch: Watch | None = None) -> Needed:
    """Find how much more support, or how much lower a cost, would have funded a project.

    The answer is the first border met on the way from where the project stands: the rules do
    not promise that still more support or a still lower cost would fund it too.

    Parameters
    ----------
    outcome : Outcome
    project : str
        One that was not funded.
    watch : callable, optional
        Told how many counts are done and how many there can be.

    Raises
    ------
    BadInput
        When there is no such project, or it is funded.
    """
    election = outcome.election
    if project not in election.position:
        raise BadInput(f"there is no project {project!r}", expected="an id from the vote")
    if project in outcome.funded:
        raise BadInput(f"the project {project!r} is funded", expected="one that is not")
    counts = 0

    def is_funded_with(voters: int, cost: Fraction) -> bool:
        nonlocal counts
        counts += 1
        if watch is not None:
            watch(min(counts, _MOST_ROUNDS), _MOST_ROUNDS)
        changed = election.at_cost(project, cost).with_voters(project, voters)
        return project in funded_by(changed, outcome.options)

    cost = election.projects[election.position[project]].cost
    step = Fraction(1, election.unit)
    steps = int(cost / step)
    most = 64 * election.n_voters
    more = _border(lambda count: is_funded_with(count, cost), most)
    less = _border(lambda count: is_funded_with(0, cost - count * step), steps - 1)
    lower = None if less is None else cost - less * step
    return Needed(project, more, lower, step, counts)


def _border(holds: Callable[[int], bool], most: int) -> int | None:
    """Return a number from 1 to `most` that holds while the one before does not."""
    below, above = 0, 1
    while above < most and not holds(above):
        below, above = above, 2 * above
    if above >= most:
        above = most
        if above <= below or not holds(above):
            return None
    while above - below > 1:
        middle = (below + above) // 2
        if holds(middle):
            above = middle
        else:
            below = middle
    return above
