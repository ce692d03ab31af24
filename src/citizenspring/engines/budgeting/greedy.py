"""Greedy counting: the most votes first, or the most votes for the money."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from citizenspring.engines.budgeting.satisfaction import Measure, measured

if TYPE_CHECKING:
    from collections.abc import Collection

    from citizenspring.engines.budgeting.election import Election
    from citizenspring.engines.budgeting.ties import Tie, TieList

__all__ = ["GreedyRun", "greedy", "scores_of"]

_Rank = tuple[int, Fraction]


@dataclass(frozen=True)
class GreedyRun:
    """What a greedy count buys.

    Attributes
    ----------
    bought : tuple of int
        Projects in the order of purchase.
    ties : mapping of step to Tie
        Equal scores where it mattered which went first.
    below : frozenset of int
        Projects that stayed below the threshold.
    stopped_at : int or None
        The first that did not fit, where counting stops there.
    stop_tie : Tie or None
        Equals of that one that would have fitted.
    """

    bought: tuple[int, ...]
    ties: dict[int, Tie] = field(repr=False)
    below: frozenset[int]
    stopped_at: int | None = None
    stop_tie: Tie | None = None


def scores_of(election: Election, measure: Measure | None = None) -> list[int]:
    """Votes of each project; the sum of its points or places where those are counted."""
    satisfaction = measured(election, measure)
    return [int(one) for one in election.ballots.sum_of(satisfaction.utilities)]


def greedy(  # noqa: PLR0913  # because each is a rule cities use
    election: Election,
    ties: TieList,
    *,
    measure: Measure | None = None,
    per_cost: bool = False,
    skip: bool = True,
    threshold: int = 0,
    funded: Collection[int] = (),
) -> GreedyRun:
    """Buy by rank as long as the money lasts.

    Parameters
    ----------
    election : Election
    ties : TieList
    measure : str, optional
        Votes are counted for cost, cardinality and sqrt, points or places for the others.
    per_cost : bool, optional
        Rank by votes per cost instead of by votes.
    skip : bool, optional
        Pass over a project that does not fit and go on; otherwise stop there.
    threshold : int, optional
        Votes (points) a project needs at least.
    funded : collection of int, optional
        Projects that are funded already.

    References
    ----------
    .. [1] Talmon, Faliszewski, "A Framework for Approval-Based Budgeting Methods", AAAI 2019,
       doi:10.1609/aaai.v33i01.33012181
    """
    scores = scores_of(election, measure)
    scale = election.ballots.scale if measured(election, measure).measure == "points" else 1
    below = {one for one, score in enumerate(scores) if score < threshold * scale}
    ranks = [_rank(score, election.costs[one], per_cost) for one, score in enumerate(scores)]
    open_ = [one for one in range(len(scores)) if one not in below and one not in set(funded)]
    open_.sort(key=lambda one: ties.place[one])
    open_.sort(key=ranks.__getitem__)
    left = election.limit - sum(election.costs[one] for one in funded)
    bought, stopped = _bought(election, open_, left, skip=skip)
    equals: dict[_Rank, list[int]] = {}
    for one in open_:
        if one not in bought:
            equals.setdefault(ranks[one], []).append(one)
    found: dict[int, Tie] = {}
    for step, (one, had) in enumerate(bought.items()):
        # Equal rank matters only against one that was left out though it would have fitted.
        out = equals.get(ranks[one], [])
        if tied := [two for two in out if not skip or election.costs[two] <= had]:
            found[step] = ties.report([one, *tied])
    stop_tie = None
    if stopped is not None:
        left -= sum(election.costs[one] for one in bought)
        tied = [two for two in equals[ranks[stopped]] if election.costs[two] <= left]
        stop_tie = ties.report([stopped, *tied]) if tied else None
    return GreedyRun(tuple(bought), found, frozenset(below), stopped, stop_tie)


def _bought(
    election: Election, order: list[int], left: int, *, skip: bool
) -> tuple[dict[int, int], int | None]:
    """Return what is bought, with the money there was before, and what ended the count."""
    bought: dict[int, int] = {}
    for one in order:
        if election.costs[one] <= left:
            bought[one] = left
            left -= election.costs[one]
        elif not skip:
            return bought, one
    return bought, None


def _rank(score: int, cost: int, per_cost: bool) -> _Rank:  # noqa: FBT001  # because it is the caller's own keyword
    """Order of buying: lowest first; free projects with votes before all where cost counts."""
    if not per_cost:
        return 1, Fraction(-score)
    return (0, Fraction(0)) if not cost and score > 0 else (1, Fraction(-score, cost or 1))
