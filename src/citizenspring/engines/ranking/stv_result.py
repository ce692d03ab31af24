"""What a count by single transferable vote found, round by round."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from fractions import Fraction

    from citizenspring.engines.ranking.parity import Parity

__all__ = ["Act", "StvResult", "StvRound", "Tie"]

Act = Literal["elected", "surplus", "excluded", "barred", "elected without quota"]


@dataclass(frozen=True)
class Tie:
    """Candidates with equal votes, and what decided between them.

    Attributes
    ----------
    among : tuple
        The candidates who were equal.
    chosen : id
        The one it fell on.
    broken_by : str
        "round 2" when their votes differed there, else "lot".
    """

    among: tuple[Hashable, ...]
    chosen: Hashable
    broken_by: str


@dataclass(frozen=True)
class StvRound:
    """One act of the count.

    Attributes
    ----------
    number : int
        From 1.
    votes : mapping of candidate to Fraction
        Of each continuing candidate and of each elected one before this act.
    act : "elected", "surplus", "excluded", "barred" or "elected without quota"
        "surplus" moves on what an elected candidate has above the quota; "barred" is an
        exclusion that the parity rule asks for.
    candidate : id
    transferred : mapping of candidate to Fraction
        What each continuing candidate received by this act.
    exhausted : Fraction
        What named nobody any more.
    guarded : tuple
        Candidates with fewer votes whom the parity rule kept from exclusion.
    tie : Tie or None
    why : str
        One English sentence.
    """

    number: int
    votes: Mapping[Hashable, Fraction] = field(repr=False)
    act: Act
    candidate: Hashable
    transferred: Mapping[Hashable, Fraction]
    exhausted: Fraction
    guarded: tuple[Hashable, ...]
    tie: Tie | None
    why: str


@dataclass(frozen=True, kw_only=True)
class StvResult:
    """Who is elected, and how.

    Attributes
    ----------
    seats : int
    elected : tuple
        In order of election; in turn by group when the rule says so.
    rounds : tuple of StvRound
    quota : Fraction
        Votes that elect.
    quota_rule : "droop", "exact droop" or "hare"
    transfer : str
        How surpluses move on.
    votes : Fraction
        Weight of the ballots that rank at least one candidate.
    exhausted : Fraction
        What named nobody any more at the end.
    closest : Fraction or None
        Smallest difference that decided an exclusion: what it would have taken to change it.
    seed : str
        Of the lot.
    parity : Parity or None
    without_parity : StvResult or None
        The same count without the rule, when there is one.
    notes : tuple of str
    """

    seats: int
    elected: tuple[Hashable, ...]
    rounds: tuple[StvRound, ...] = field(repr=False)
    quota: Fraction
    quota_rule: str
    transfer: str
    votes: Fraction
    exhausted: Fraction
    closest: Fraction | None
    seed: str
    parity: Parity | None = None
    without_parity: StvResult | None = field(default=None, repr=False)
    notes: tuple[str, ...] = ()

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Every tie that decided something."""
        return tuple(each.tie for each in self.rounds if each.tie is not None)

    @property
    def changed_by_parity(self) -> tuple[tuple[Hashable, ...], tuple[Hashable, ...]]:
        """Who is elected because of the rule, and who would have been without it."""
        if self.without_parity is None:
            return (), ()
        before = self.without_parity.elected
        came = tuple(one for one in self.elected if one not in before)
        return came, tuple(one for one in before if one not in self.elected)

    def why(self, candidate: Hashable) -> str:
        """Say in one English sentence what became of a candidate.

        Raises
        ------
        KeyError
            When nobody of that name stood.
        """
        for each in self.rounds:
            if each.candidate == candidate:
                return each.why
        raise KeyError(candidate)
