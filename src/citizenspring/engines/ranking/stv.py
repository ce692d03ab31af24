"""Election by single transferable vote, counted in exact rationals.

A candidate who reaches the quota is elected. What she has above it moves on: every ballot she
holds, whenever it came, goes to its next continuing candidate at its value times surplus over
her votes (weighted inclusive Gregory). When nobody reaches the quota, the candidate with the
fewest votes is excluded and her ballots move on at their value.

Several options of one tier share a ballot equally. Ties are decided by the latest round in which
the votes differed, then by lot from the published seed; each is reported.

References
----------
Tideman, "The single transferable vote", Journal of Economic Perspectives 9(1), 1995,
doi:10.1257/jep.9.1.27. Farrell and McAllister, "The 1983 change in surplus vote transfer
procedures for the Australian Senate", Australian Journal of Political Science 38, 2003,
doi:10.1080/1036114032000133985.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking.lots import DEFAULT_SEED
from citizenspring.engines.ranking.parity import in_turn
from citizenspring.engines.ranking.stv_count import QUOTAS, Count

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from citizenspring.engines.ranking.ballots import RankedBallots
    from citizenspring.engines.ranking.parity import Parity
    from citizenspring.engines.ranking.stv_result import StvResult

__all__ = ["elect"]


def elect(
    votes: RankedBallots,
    seats: int,
    *,
    quota: str = "droop",
    parity: Parity | None = None,
    withdrawn: Iterable[Hashable] = (),
    seed: str | int = DEFAULT_SEED,
) -> StvResult:
    """Elect by single transferable vote.

    Parameters
    ----------
    votes : RankedBallots
    seats : int
    quota : "droop", "exact droop" or "hare"
        Whole votes above V / (seats + 1); more than V / (seats + 1) exactly; V / seats.
    parity : Parity, optional
        The result also holds the count without it.
    withdrawn : iterable, optional
        Candidates to leave out as if they had never stood.
    seed : str or int
        Of the lot among equals.

    Returns
    -------
    StvResult

    Raises
    ------
    BadInput
        When there are no seats, no candidates or no votes, or another quota is named.
    Infeasible
        When the parity rule cannot be kept; the message says what would help.

    Examples
    --------
    >>> from citizenspring.engines.ranking import RankedBallots
    >>> ballots = [["a", "b"]] * 6 + [["c"]] * 2 + [["b"]]
    >>> found = elect(RankedBallots.of(ballots), 2)
    >>> found.elected, found.quota
    (('a', 'b'), Fraction(4, 1))
    >>> found.why("b")
    'b is elected without reaching the quota of 4: as many seats as candidates were left.'
    """
    standing = votes.without(withdrawn)
    if quota not in QUOTAS:
        raise BadInput(f"the quota is {quota!r}", expected=", ".join(QUOTAS))
    if seats < 1:
        raise BadInput(f"there are {seats} seats", expected="at least one")
    if not standing.options or not any(ballot.tiers for ballot in standing.ballots):
        raise BadInput("nobody was voted for", expected="at least one ballot with a candidate")
    free = Count(standing, seats, quota=quota, parity=None, seed=seed).run()
    if parity is None:
        return free
    parity.require_possible(standing.options, seats=min(seats, len(standing.options)))
    kept = Count(standing, seats, quota=quota, parity=parity, seed=seed).run()
    elected, notes = kept.elected, kept.notes
    if parity.alternate:
        elected = in_turn(elected, parity.group_of)
        if not _alternates(elected, parity):
            notes += ("The groups elected are too unequal to be listed in turn throughout.",)
    return replace(kept, elected=elected, notes=notes, without_parity=free)


def _alternates(elected: tuple[Hashable, ...], parity: Parity) -> bool:
    groups = [parity.group_of.get(one, one) for one in elected]
    return all(one != other for one, other in pairwise(groups))
