"""Ballots for tests, and every method as a function of ranked ballots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citizenspring.engines.ranking import (
    Comparisons,
    RankedBallots,
    rank_approvals,
    rank_borda,
    rank_by_resistance,
    rank_copeland,
    rank_pairwise,
    rank_points,
    rank_schulze,
)
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from citizenspring.engines.ranking import Ranking

Ballots = list[list[str]]

OPTIONS = ("benches", "buses", "housing", "trees", "water")


def make_ballots(seed: int, *, voters: int = 25, options: Sequence[str] = OPTIONS) -> Ballots:
    """Full rankings drawn from a seed."""
    stream = Stream(seed, "ballots")
    return [stream.shuffled(options) for _ in range(voters)]


def ranked(ballots: Ballots) -> RankedBallots:
    return RankedBallots.of(ballots)


def by_pairs(ballots: Ballots) -> Ranking:
    wins = [(a, b) for one in ballots for at, a in enumerate(one) for b in one[at + 1 :]]
    return rank_pairwise(Comparisons.from_wins(wins))


def by_points(ballots: Ballots) -> Ranking:
    given = {
        at: {option: len(one) - place for place, option in enumerate(one)}
        for at, one in enumerate(ballots)
    }
    return rank_points(given)


def by_approvals(ballots: Ballots) -> Ranking:
    options = [option for one in ballots for option in one]
    return rank_approvals({at: one[:2] for at, one in enumerate(ballots)}, options=options)


def by_resistance(ballots: Ballots) -> Ranking:
    said = {
        at: {option: 2 * place for place, option in enumerate(one)}
        for at, one in enumerate(ballots)
    }
    return rank_by_resistance(said, zero=ballots[0][-1])


METHODS: dict[str, Callable[[Ballots], Ranking]] = {
    "pairwise": by_pairs,
    "points": by_points,
    "approval": by_approvals,
    "consensing": by_resistance,
    "borda": lambda ballots: rank_borda(ranked(ballots)),
    "copeland": lambda ballots: rank_copeland(ranked(ballots)),
    "schulze": lambda ballots: rank_schulze(ranked(ballots)),
}
