"""Points and approvals, with limits for a whole ballot, an option and a block of options.

In a crowdsourced programme each theme is a block: "twelve approvals, at most three in a block"
keeps one loud theme from filling the programme. A ballot that breaks a limit is left out whole,
with the reason: which of its votes to strike is not for the counter to choose.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking.lots import DEFAULT_SEED, in_order
from citizenspring.engines.ranking.result import LeftOut, Ranking
from citizenspring.engines.ranking.sureness import SURE, places_by, spread_of_totals

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

__all__ = ["BARCELONA", "Limits", "PointsRanking", "rank_approvals", "rank_points"]


@dataclass(frozen=True)
class Limits:
    """What one ballot may give; None where there is no limit.

    Attributes
    ----------
    total : int or None
        Points on the whole ballot.
    per_option : int or None
        Points for one option.
    per_block : int or None
        Points for all options of one block together.

    Examples
    --------
    >>> Limits(total=12, per_block=3).broken_by({"a": 2, "b": 2}, {"a": "air", "b": "air"})
    'The ballot gives 4 to the block air, where 3 are allowed.'
    """

    total: int | None = None
    per_option: int | None = None
    per_block: int | None = None

    def broken_by(self, ballot: Mapping[Any, int], blocks: Mapping[Any, Hashable]) -> str | None:
        """Say in one English sentence which limit a ballot breaks; None when it keeps them."""
        for option, points in ballot.items():
            if points < 0:
                return f"The ballot gives {points} to {option}, and points start at 0."
            if self.per_option is not None and points > self.per_option:
                return (
                    f"The ballot gives {points} to {option}, where {self.per_option} are allowed."
                )
        given = sum(ballot.values())
        if self.total is not None and given > self.total:
            return f"The ballot gives {given} in all, where {self.total} are allowed."
        return self._block_broken_by(ballot, blocks)

    def _block_broken_by(
        self, ballot: Mapping[Any, int], blocks: Mapping[Any, Hashable]
    ) -> str | None:
        if self.per_block is None:
            return None
        inside: Counter[Hashable] = Counter()
        for option, points in ballot.items():
            if option in blocks:
                inside[blocks[option]] += points
        for block, points in inside.items():
            if points > self.per_block:
                allowed = f"where {self.per_block} are allowed"
                return f"The ballot gives {points} to the block {block}, {allowed}."
        return None


BARCELONA = Limits(total=12, per_option=1, per_block=3)
"""Twelve approvals, at most three in a block, as in Barcelona's crowdsourced programme."""


@dataclass(frozen=True, kw_only=True)
class PointsRanking(Ranking):
    """A ranking from points or approvals.

    Attributes
    ----------
    blocks : mapping
        Block of each option that has one.
    limits : Limits
    given : int
        Points on all ballots that count.
    """

    blocks: Mapping[Any, Hashable] = field(repr=False)
    limits: Limits
    given: int

    def by_block(self) -> dict[Hashable, tuple[Hashable, ...]]:
        """Return the options of each block, the best first; those in none are left out."""
        found: dict[Hashable, list[Hashable]] = {}
        for option in self.order:
            if option in self.blocks:
                found.setdefault(self.blocks[option], []).append(option)
        return {block: tuple(found[block]) for block in in_order(found)}


def rank_points(
    ballots: Mapping[Any, Mapping[Any, int]],
    *,
    options: Iterable[Hashable] = (),
    blocks: Mapping[Any, Hashable] | None = None,
    limits: Limits | None = None,
    seed: str | int = DEFAULT_SEED,
    sure: float = SURE,
) -> PointsRanking:
    """Rank options by the points they get.

    Parameters
    ----------
    ballots : mapping of ballot id to a mapping of option to points
        Whole numbers from 0 up; an option that is not there gets 0.
    options : iterable, optional
        Options to list even when nobody gave them a point.
    blocks : mapping of option to block, optional
    limits : Limits, optional
        A ballot that breaks one is left out whole, with the reason.
    seed : str or int
        Of the lot among equals, and of the repetitions behind the rank intervals.
    sure : float
        Share of repetitions that rank intervals cover.

    Returns
    -------
    PointsRanking

    Raises
    ------
    BadInput
        When there is no option, a number of points is not whole, or there are blocks to count
        by but no block is known.

    Examples
    --------
    >>> found = rank_points({1: {"trees": 3, "benches": 2}, 2: {"trees": 2, "water": 2}})
    >>> [(place.option, place.rank, place.score) for place in found.places]
    [('trees', 1, 5.0), ('benches', 2, 2.0), ('water', 2, 2.0)]
    """
    return _ranked("points", ballots, options, blocks or {}, limits or Limits(), seed, sure)


def rank_approvals(
    ballots: Mapping[Any, Iterable[Hashable]],
    *,
    options: Iterable[Hashable] = (),
    blocks: Mapping[Any, Hashable] | None = None,
    limits: Limits | None = None,
    seed: str | int = DEFAULT_SEED,
    sure: float = SURE,
) -> PointsRanking:
    """Rank options by how many ballots approve of them.

    Parameters
    ----------
    ballots : mapping of ballot id to options
        An option that stands twice on a ballot breaks its limit of one.
    options, blocks, limits, seed, sure
        As in :func:`rank_points`; `limits` may be :data:`BARCELONA`.

    Returns
    -------
    PointsRanking

    Examples
    --------
    >>> blocks = {"trees": "green", "ponds": "green", "buses": "transport"}
    >>> found = rank_approvals(
    ...     {"ada": ["trees", "ponds"], "bo": ["trees", "buses"]},
    ...     blocks=blocks, limits=Limits(total=2, per_block=1),
    ... )
    >>> found.order[:2] == ("trees", "buses") or found.order[:2] == ("buses", "trees")
    True
    >>> found.left_out[0].why
    'The ballot gives 2 to the block green, where 1 are allowed.'
    """
    counted = {ballot: Counter(chosen) for ballot, chosen in ballots.items()}
    given = limits or Limits()
    each = Limits(total=given.total, per_option=1, per_block=given.per_block)
    return _ranked("approval", counted, options, blocks or {}, each, seed, sure)


def _ranked(  # noqa: PLR0913, PLR0917  # because both public functions hand on all they got
    method: str,
    ballots: Mapping[Any, Mapping[Any, int]],
    options: Iterable[Hashable],
    blocks: Mapping[Any, Hashable],
    limits: Limits,
    seed: str | int,
    sure: float,
) -> PointsRanking:
    if limits.per_block is not None and not blocks:
        raise BadInput("there is a limit per block", expected="the block of each option")
    known = in_order([*options, *blocks, *(one for ballot in ballots.values() for one in ballot)])
    if not known:
        raise BadInput("there is nothing to rank", expected="at least one ballot")
    kept, left_out = _sorted_out(ballots, blocks, limits)
    given, weights = _matrix(known, kept)
    unit = float(given.max()) if given.nnz else 1.0
    spread = spread_of_totals(known, given, weights, unit=unit)
    return PointsRanking(
        method=method,
        unit="points" if method == "points" else "approvals",
        places=places_by(spread, seed=seed, sure=sure),
        counted=len(ballots) - len(left_out),
        left_out=left_out,
        sure=sure,
        seed=str(seed),
        spread=spread,
        blocks=dict(blocks),
        limits=limits,
        given=int(spread.scores.sum()),
    )


def _sorted_out(
    ballots: Mapping[Any, Mapping[Any, int]],
    blocks: Mapping[Any, Hashable],
    limits: Limits,
) -> tuple[Counter[frozenset[tuple[Hashable, int]]], tuple[LeftOut, ...]]:
    """Count equal ballots once, and set aside those that break a limit."""
    kept: Counter[frozenset[tuple[Hashable, int]]] = Counter()
    left_out = []
    for ballot, given in ballots.items():
        part = next((points for points in given.values() if points % 1), None)
        if part is not None:
            raise BadInput(f"ballot {ballot} gives {part!r}", expected="whole points")
        why = limits.broken_by(given, blocks)
        if why is None:
            kept[frozenset(given.items())] += 1
        else:
            left_out.append(LeftOut(ballot, why))
    return kept, tuple(left_out)


def _matrix(
    options: tuple[Hashable, ...], kept: Counter[frozenset[tuple[Hashable, int]]]
) -> tuple[sparse.csr_array, np.ndarray]:
    at = {option: place for place, option in enumerate(options)}
    rows = [row for row, ballot in enumerate(kept) for _ in ballot]
    columns = [at[option] for ballot in kept for option, _ in ballot]
    points = [float(points) for ballot in kept for _, points in ballot]
    shape = (len(kept), len(options))
    matrix = sparse.csr_array((points, (rows, columns)), shape=shape)
    return matrix, np.array(list(kept.values()), dtype=np.float64)
