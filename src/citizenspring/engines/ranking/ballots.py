"""Ranked ballots with ties and gaps, counted once each."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import lcm
from typing import TYPE_CHECKING, Any

import numpy as np

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking.lots import in_order

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["RankedBallot", "RankedBallots"]


@dataclass(frozen=True)
class RankedBallot:
    """One way to rank the options, and how often it was cast.

    Attributes
    ----------
    tiers : tuple of tuple
        The best first; options of one tier are equal. Options in no tier are ranked last.
    weight : Fraction
    """

    tiers: tuple[tuple[Hashable, ...], ...]
    weight: Fraction = Fraction(1)


@dataclass(frozen=True)
class RankedBallots:
    """Ranked ballots, equal ones merged. Build them with :meth:`of`.

    Attributes
    ----------
    options : tuple
        In order of their ids.
    ballots : tuple of RankedBallot
        In an order that does not depend on how they came.

    Examples
    --------
    >>> votes = RankedBallots.of([["a", "b"], ["a", "b"], [["b", "c"]]])
    >>> votes.options, [(one.tiers, int(one.weight)) for one in votes.ballots]
    (('a', 'b', 'c'), [((('a',), ('b',)), 2), ((('b', 'c'),), 1)])
    """

    options: tuple[Hashable, ...]
    ballots: tuple[RankedBallot, ...] = field(repr=False)

    @classmethod
    def of(
        cls,
        rankings: Iterable[RankedBallot | Sequence[Any]],
        *,
        options: Iterable[Hashable] = (),
    ) -> RankedBallots:
        """Take rankings as lists of options, the best first; a list inside is a tie.

        Raises
        ------
        BadInput
            When an option stands twice on a ballot or a weight is not above 0.
        """
        merged: dict[tuple[tuple[Hashable, ...], ...], Fraction] = {}
        for ranking in rankings:
            ballot = ranking if isinstance(ranking, RankedBallot) else _ballot(ranking)
            tiers = tuple(
                tier if len(tier) == 1 else tuple(sorted(tier, key=str))
                for tier in ballot.tiers
                if tier
            )
            merged[tiers] = merged.get(tiers, Fraction(0)) + ballot.weight
        for tiers, weight in merged.items():
            _check(tiers, weight)
        known = in_order([*options, *(one for t in merged for tier in t for one in tier)])
        place = {option: at for at, option in enumerate(known)}
        listed = _listed(merged, place)
        return cls(known, tuple(RankedBallot(tiers, merged[tiers]) for tiers in listed))

    def without(self, options: Iterable[Hashable]) -> RankedBallots:
        """Return the same ballots as if some options had never stood."""
        gone = set(options)
        kept = (
            RankedBallot(
                tuple(tuple(one for one in tier if one not in gone) for tier in ballot.tiers),
                ballot.weight,
            )
            for ballot in self.ballots
        )
        return RankedBallots.of(kept, options=[one for one in self.options if one not in gone])

    @cached_property
    def total(self) -> Fraction:
        """Weight of all ballots."""
        whole = sum((ballot.weight * self.scale).numerator for ballot in self.ballots)
        return Fraction(whole, self.scale)

    @cached_property
    def scale(self) -> int:
        """What weights are multiplied by to make them whole."""
        return lcm(*(ballot.weight.denominator for ballot in self.ballots))

    @cached_property
    def whole_weights(self) -> NDArray[np.float64]:
        """Weights times `scale`, shape (ballots,)."""
        whole = [float(ballot.weight * self.scale) for ballot in self.ballots]
        return np.array(whole, dtype=np.float64)

    @cached_property
    def tier_of(self) -> NDArray[np.int32]:
        """Tier of each option on each ballot, unranked ones last, shape (ballots, options)."""
        at = {option: place for place, option in enumerate(self.options)}
        n = len(self.options)
        cells = [
            (row * n + at[one], tier)
            for row, ballot in enumerate(self.ballots)
            for tier, ones in enumerate(ballot.tiers)
            for one in ones
        ]
        found = np.full(len(self.ballots) * n, n, dtype=np.int32)
        if cells:
            where, tiers = np.array(cells).T
            found[where] = tiers
        return found.reshape(len(self.ballots), n)

    def preferred(self, weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Return how much weight ranks the option of the row above that of the column.

        Parameters
        ----------
        weights : ndarray, shape (ballots,) or (repetitions, ballots), optional
            In place of `whole_weights`.

        Returns
        -------
        ndarray, shape (options, options) or (repetitions, options, options)
            In whole weights.
        """
        weight = self.whole_weights if weights is None else weights
        tiers = self.tier_of
        found = np.zeros((*weight.shape[:-1], len(self.options), len(self.options)))
        for at in range(len(self.options)):
            found[..., at, :] = weight @ (tiers[:, [at]] < tiers).astype(np.float64)
        return found


def _listed(
    found: Iterable[tuple[tuple[Hashable, ...], ...]], place: Mapping[Hashable, int]
) -> list[tuple[tuple[Hashable, ...], ...]]:
    """Put ballots in order of the places of their options."""
    given = list(found)
    if all(len(tier) == 1 for tiers in given for tier in tiers):
        # Without ties it is the same order, found several times faster.
        return sorted(given, key=lambda tiers: [*map(place.__getitem__, chain(*tiers))])
    return sorted(given, key=lambda tiers: [[place[one] for one in tier] for tier in tiers])


def _ballot(ranking: Sequence[Any]) -> RankedBallot:
    tiers = (tuple(each) if isinstance(each, (list, tuple, set)) else (each,) for each in ranking)
    return RankedBallot(tuple(tiers))


def _check(tiers: tuple[tuple[Hashable, ...], ...], weight: Fraction) -> None:
    named = list(chain(*tiers))
    if len(set(named)) < len(named):
        twice = next(option for option in named if named.count(option) > 1)
        raise BadInput(f"{twice!r} stands twice on a ballot", expected="each option once")
    if weight <= 0:
        raise BadInput(f"the weight of a ballot is {weight}", expected="more than 0")
