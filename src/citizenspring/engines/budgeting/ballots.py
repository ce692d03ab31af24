"""Ballots of a budget vote, identical ones merged into one type with a weight."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, cast, get_args

import numpy as np

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["KINDS", "Ballots", "Kind", "merge"]

Kind = Literal["approval", "choose-1", "cumulative", "scoring", "ordinal"]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, eq=False)
class Ballots:
    """All ballots of a vote: types × projects, stored sparsely, each type with its weight.

    Build them with :meth:`of` or :meth:`from_arrays`. Types stand in an order that depends
    only on what they contain: the same ballots in any order are the same object, and parts
    put together by :func:`merge` are the same as the whole.

    Attributes
    ----------
    kind : "approval", "choose-1", "cumulative", "scoring" or "ordinal"
    n_projects : int
    starts : ndarray of int64, shape (types + 1,)
        Where each type's entries begin in `columns` and `values`.
    columns : ndarray of int32, shape (entries,)
        Projects a type names, by position, rising within a type.
    values : ndarray of int64, shape (entries,)
        Points times `scale` for cumulative and scoring ballots, the place from 1 for ordinal
        ones, 1 for approval.
    weights : ndarray of int64, shape (types,)
        Number of voters who cast exactly this ballot.
    scale : int
        What points are multiplied by to be whole numbers.

    Examples
    --------
    >>> ballots = Ballots.of([[0, 1], [1, 0], [2]], n_projects=3)
    >>> ballots.n_voters, ballots.n_types, ballots.votes.tolist()
    (3, 2, [2, 2, 1])
    """

    kind: Kind
    n_projects: int
    starts: NDArray[np.int64] = field(repr=False)
    columns: NDArray[np.int32] = field(repr=False)
    values: NDArray[np.int64] = field(repr=False)
    weights: NDArray[np.int64] = field(repr=False)
    scale: int = 1

    @classmethod
    def of(
        cls,
        ballots: Iterable[Sequence[int] | Mapping[int, int]],
        *,
        n_projects: int,
        kind: Kind = "approval",
        scale: int = 1,
    ) -> Ballots:
        """Build from one ballot a voter: positions of projects, or positions with points.

        Parameters
        ----------
        ballots : iterable of sequence of int, or of mapping of int to int
            Sequences for approval, choose-1 and ordinal (best first), mappings of position to
            points times `scale` for cumulative and scoring.
        n_projects : int
        kind : str, optional
        scale : int, optional

        Raises
        ------
        BadInput
            When a project is named twice or is not there.
        """
        sizes: list[int] = []
        columns: list[int] = []
        values: list[int] = []
        for ballot in ballots:
            sizes.append(len(ballot))
            columns.extend(ballot)
            values.extend(_values_of(ballot, kind))
        starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
        return cls.from_arrays(
            starts, columns, values, n_projects=n_projects, kind=kind, scale=scale
        )

    @classmethod
    def from_arrays(  # noqa: PLR0913  # because the arrays belong together and the rest names them
        cls,
        starts: ArrayLike,
        columns: ArrayLike,
        values: ArrayLike | None = None,
        weights: ArrayLike | None = None,
        *,
        n_projects: int,
        kind: Kind = "approval",
        scale: int = 1,
    ) -> Ballots:
        """Build from rows one after the other as :meth:`grouped` does."""
        return cls.grouped(
            starts, columns, values, weights, n_projects=n_projects, kind=kind, scale=scale
        )[0]

    @classmethod
    def grouped(  # noqa: PLR0913  # because the arrays belong together and the rest names them
        cls,
        starts: ArrayLike,
        columns: ArrayLike,
        values: ArrayLike | None = None,
        weights: ArrayLike | None = None,
        *,
        n_projects: int,
        kind: Kind = "approval",
        scale: int = 1,
    ) -> tuple[Ballots, NDArray[np.int64]]:
        """Build from rows one after the other; equal rows become one type.

        Parameters
        ----------
        starts : array_like of int, shape (rows + 1,)
        columns, values : array_like of int, shape (entries,)
        weights : array_like of int, shape (rows,), optional
            How many voters cast each row; one each when not given.
        n_projects : int
        kind : str, optional
        scale : int, optional

        Returns
        -------
        ballots : Ballots
        types : ndarray of int64, shape (rows,)
            The type that each row became; -1 for rows without voters.
        """
        at = np.asarray(starts, dtype=np.int64)
        named = np.asarray(columns, dtype=np.int32)
        said = np.ones(named.size, np.int64) if values is None else np.asarray(values, np.int64)
        each = np.ones(at.size - 1, np.int64) if weights is None else np.asarray(weights, np.int64)
        if named.size and not 0 <= int(named.min()) <= int(named.max()) < n_projects:
            raise BadInput("a ballot names a project that is not there")
        found = _merged(at, *_risen(at, named, said), each)
        return cls(kind, n_projects, *found[:4], scale), found[4]

    @property
    def n_types(self) -> int:
        """Number of different ballots."""
        return int(self.weights.size)

    @cached_property
    def n_voters(self) -> int:
        """Number of voters, those with an empty ballot too."""
        return int(self.weights.sum())

    @cached_property
    def rows(self) -> NDArray[np.int32]:
        """Type of each entry, shape (entries,)."""
        return np.repeat(np.arange(self.n_types, dtype=np.int32), np.diff(self.starts))

    @cached_property
    def votes(self) -> NDArray[np.int64]:
        """Voters who name each project, shape (projects,)."""
        return self.sum_of(np.ones(self.columns.size, np.int64))

    def sum_of(self, utilities: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return for each project the sum of `utilities` (one an entry) over all voters."""
        total = np.zeros(self.n_projects, np.int64)
        np.add.at(total, self.columns, utilities * self.weights[self.rows])
        return total

    def ballot(self, at: int) -> dict[int, int]:
        """Return a type as positions of projects with their values."""
        part = slice(int(self.starts[at]), int(self.starts[at + 1]))
        return dict(zip(self.columns[part].tolist(), self.values[part].tolist(), strict=True))

    def with_voters(self, project: int, count: int) -> Ballots:
        """Return these ballots and `count` more that name this project alone.

        Where ballots carry points the new ones give it as many as the highest there is.
        """
        best = int(self.values.max(initial=1)) if self.kind in {"cumulative", "scoring"} else 1
        return Ballots.from_arrays(
            np.append(self.starts, self.starts[-1] + 1),
            np.append(self.columns, np.int32(project)),
            np.append(self.values, best),
            np.append(self.weights, count),
            n_projects=self.n_projects,
            kind=self.kind,
            scale=self.scale,
        )


def merge(parts: Iterable[Ballots]) -> Ballots:
    """Put ballots counted in parts together: exactly what counting them at once gives.

    Each part is the :class:`Ballots` of some of the voters over the same list of projects, in
    the same order. Merging is associative and commutative, so that parts can be merged in
    pairs as they arrive, on any number of machines; what travels is one row a ballot type.

    Parameters
    ----------
    parts : iterable of Ballots
        At least one, all of one kind and over the same projects.

    Raises
    ------
    BadInput
        When there is no part, or parts differ in kind or number of projects.

    Examples
    --------
    >>> one = Ballots.of([[0], [0, 1]], n_projects=2)
    >>> two = Ballots.of([[0, 1]], n_projects=2)
    >>> merge([one, two]).weights.sum(), merge([one, two]).n_types
    (np.int64(3), 2)
    """
    given = list(parts)
    if not given:
        raise BadInput("there is no part to merge", expected="at least one")
    first = given[0]
    if any((one.kind, one.n_projects) != (first.kind, first.n_projects) for one in given):
        raise BadInput("the parts differ", expected="one kind of ballot over the same projects")
    scale = int(np.lcm.reduce([one.scale for one in given]))
    ends = np.cumsum([0, *(one.columns.size for one in given)])
    starts = [one.starts[:-1] + end for one, end in zip(given, ends[:-1], strict=True)]
    points = first.kind in {"cumulative", "scoring"}
    return Ballots.from_arrays(
        np.concatenate([*starts, ends[-1:]]),
        np.concatenate([one.columns for one in given]),
        np.concatenate([one.values * (scale // one.scale if points else 1) for one in given]),
        np.concatenate([one.weights for one in given]),
        n_projects=first.n_projects,
        kind=first.kind,
        scale=scale,
    )


def _values_of(ballot: Sequence[int] | Mapping[int, int], kind: Kind) -> Iterable[int]:
    if kind in {"cumulative", "scoring"}:
        return cast("Mapping[int, int]", ballot).values()
    return range(1, len(ballot) + 1) if kind == "ordinal" else [1] * len(ballot)


def _risen(
    starts: NDArray[np.int64], columns: NDArray[np.int32], values: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Put the entries of each row in rising order of project."""
    if columns.size < 2:  # noqa: PLR2004  # because one entry is in order
        return columns, values
    rows = np.repeat(np.arange(starts.size - 1), np.diff(starts))
    same = rows[1:] == rows[:-1]
    if (same & (columns[1:] <= columns[:-1])).any():
        order = np.lexsort((columns, rows))
        columns, values = columns[order], values[order]
        if (same & (columns[1:] == columns[:-1])).any():
            raise BadInput("a ballot names a project twice", expected="each project once")
    return columns, values


def _merged(
    starts: NDArray[np.int64],
    columns: NDArray[np.int32],
    values: NDArray[np.int64],
    weights: NDArray[np.int64],
) -> tuple[
    NDArray[np.int64], NDArray[np.int32], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]
]:
    """Make equal rows one, in an order given by their content alone."""
    sizes = np.diff(starts)
    marks = _marks(starts, columns, values)
    _, first, group = np.unique(marks, return_index=True, return_inverse=True)
    if not _equal(starts, columns, values, first[group]):
        first, group = _by_content(starts, columns, values)
    total = np.zeros(first.size, np.int64)
    np.add.at(total, group, weights)
    kept = total > 0
    first, total = first[kept], total[kept]
    entries = _entries(starts[first], sizes[first])
    at = np.concatenate([[0], np.cumsum(sizes[first])])
    types = np.where(kept, np.cumsum(kept) - 1, -1)[group]
    return at, columns[entries], values[entries], total, types


def _marks(
    starts: NDArray[np.int64], columns: NDArray[np.int32], values: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """One number a row, the sum of well mixed numbers of its entries (SplitMix64)."""
    mixed = columns.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed += values.astype(np.uint64) * np.uint64(0xD1B54A32D192ED03) + np.uint64(1)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed ^ (mixed >> np.uint64(31)))])
    marks: NDArray[np.uint64] = sums[starts[1:]] - sums[starts[:-1]]
    return marks


def _equal(
    starts: NDArray[np.int64],
    columns: NDArray[np.int32],
    values: NDArray[np.int64],
    other: NDArray[np.int64],
) -> bool:
    """Whether each row holds the same as the row `other` names for it."""
    sizes = np.diff(starts)
    if not np.array_equal(sizes, sizes[other]):
        return False
    there = _entries(starts[other], sizes)
    return np.array_equal(columns, columns[there]) and np.array_equal(values, values[there])


def _by_content(
    starts: NDArray[np.int64], columns: NDArray[np.int32], values: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First row of each group and group of each row, where marks of different rows met."""
    pairs = list(zip(columns.tolist(), values.tolist(), strict=True))
    ends = starts.tolist()
    rows = [tuple(pairs[a:b]) for a, b in pairwise(ends)]
    group_of = {row: at for at, row in enumerate(sorted(set(rows)))}
    first = {group_of[row]: at for at, row in reversed(list(enumerate(rows)))}
    groups = np.array([group_of[row] for row in rows], dtype=np.int64)
    return np.array([first[at] for at in range(len(first))], dtype=np.int64), groups


def _entries(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Positions of the entries of rows that begin at `starts`, one row after the other."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if ends.size else 0
    entries: NDArray[np.int64] = np.arange(total) + np.repeat(starts - (ends - sizes), sizes)
    return entries
