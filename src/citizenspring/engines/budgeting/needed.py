"""What would have funded a project, under the very rule that was used."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from os import cpu_count
from typing import TYPE_CHECKING

from citizenspring.engines.budgeting.recounting import OutOfTime, Recounts
from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from citizenspring.engines.budgeting.completion import Watch
    from citizenspring.engines.budgeting.result import Outcome

__all__ = ["Needed", "what_would_fund", "what_would_fund_each"]

_MOST_ROUNDS = 90
_HINTS = 12
_MOST_THREADS = 4
_LARGE = 500_000


@dataclass(frozen=True)
class Needed:
    """How little would have been enough for a project that was not funded.

    Both figures were found by counting again, completion and comparison included.

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
    if project not in outcome.election.position:
        raise BadInput(f"there is no project {project!r}", expected="an id from the vote")
    if project in outcome.funded:
        raise BadInput(f"the project {project!r} is funded", expected="one that is not")
    return _needed(Recounts(outcome), project, watch, is_large=False)


def what_would_fund_each(
    outcome: Outcome, *, is_over: Callable[[], bool] | None = None
) -> Iterator[Needed | None]:
    """Answer the same for every project that was not funded, one after the other.

    In a large vote only the last rises of the endowments are counted again, and that one voter
    fewer is not enough is taken from the likely projects alone.

    Parameters
    ----------
    outcome : Outcome
    is_over : callable, optional
        Asked before each count; once it says so, what is not worked out stays so.

    Yields
    ------
    Needed or None
        In the order of `outcome.unfunded`; None for a project that was not worked out.
    """
    recounts = Recounts(outcome, is_over)
    recounts.prepare()
    is_large = outcome.election.ballots.n_types * len(outcome.unfunded) > _LARGE
    # The search itself is compiled and leaves the other processors free to work beside it.
    with ThreadPoolExecutor(max(1, min(_MOST_THREADS, cpu_count() or 1))) as threads:
        yield from threads.map(
            lambda one: _needed_in_time(recounts.apart(), one.project, is_large=is_large),
            outcome.unfunded,
        )


def _needed_in_time(recounts: Recounts, project: str, *, is_large: bool) -> Needed | None:
    try:
        return _needed(recounts, project, None, is_large=is_large)
    except OutOfTime:
        return None


def _needed(recounts: Recounts, project: str, watch: Watch | None, *, is_large: bool) -> Needed:
    election = recounts.election
    cost = election.projects[election.position[project]].cost
    step = Fraction(1, election.unit)

    def told() -> None:
        if watch is not None:
            watch(min(recounts.done, _MOST_ROUNDS), _MOST_ROUNDS)

    def with_voters(count: int) -> tuple[bool, int | None]:
        told()
        found = recounts.probe(project, count, cost)
        return found.is_funded, None if found.voters is None else count + ceil(found.voters)

    def at_lower_cost(steps: int) -> tuple[bool, int | None]:
        told()
        found = recounts.probe(project, 0, cost - steps * step)
        units = None if found.cost is None else int(found.cost)
        return found.is_funded, None if units is None else int(cost / step) - units

    is_funded = recounts.is_funded_late if is_large else recounts.is_funded
    first = int(recounts.guess(project, by_cost=False))
    more = _border(
        with_voters,
        lambda n: is_funded(project, n, cost),
        64 * election.n_voters,
        first,
        is_sure=not is_large,
    )
    first = int(cost / step) - int(recounts.guess(project, by_cost=True))
    less = _border(
        at_lower_cost,
        lambda n: is_funded(project, 0, cost - n * step),
        int(cost / step) - 1,
        first,
        is_sure=not is_large,
    )
    lower = None if less is None else cost - less * step
    return Needed(project, more, lower, step, recounts.done)


def _border(
    probe: Callable[[int], tuple[bool, int | None]],
    holds: Callable[[int], bool],
    most: int,
    first: int,
    *,
    is_sure: bool,
) -> int | None:
    """Return a number from 1 to `most` that holds while the one before does not."""
    if most < 1:
        return None
    below, above = _bracket(probe, most, first)
    if above is not None:
        above = _narrowed(lambda n: probe(n)[0], below, above)
        if holds(above):
            return above if not is_sure or above == 1 else _lowered(holds, above)
    # The probes were wrong, or not even the most helps: ask exact counts alone.
    below, above = _bracket(lambda n: (holds(n), None), most, 1)
    return None if above is None else _narrowed(holds, below, above)


def _lowered(holds: Callable[[int], bool], above: int) -> int:
    """Go down from a number that holds to a border, by exact counts."""
    below, stride = above - 1, 1
    while below > 0 and holds(below):
        above, stride = below, 4 * stride
        below = max(0, below - stride)
    return _narrowed(holds, below, above)


def _bracket(
    probe: Callable[[int], tuple[bool, int | None]], most: int, first: int
) -> tuple[int, int | None]:
    """Return a number that does not hold and, where one is found, one beyond that does."""
    below, at, hints = 0, min(most, max(1, first)), 0
    while True:
        is_enough, hint = probe(at)
        if is_enough:
            return below, at
        if at >= most:
            return at, None
        below = at
        hints += hint is not None
        at = min(most, 2 * at if hint is None or hints > _HINTS else max(at + 1, hint))


def _narrowed(holds: Callable[[int], bool], below: int, above: int) -> int:
    """Close in on the border between two numbers, first from above by growing strides."""
    stride = 1
    while above - below > 1:
        at = max(above - stride, (below + above) // 2) if stride else (below + above) // 2
        if holds(at):
            above, stride = at, 4 * stride
        else:
            below, stride = at, 0
    return above
