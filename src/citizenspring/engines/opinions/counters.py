"""Whole-number counters that hold the exact axes of a conversation after every vote.

For votes V (1, 0, -1) and seen marks M (1 where a vote was given) the three products V'V,
V'M and M'M give the exact Gram matrix of the centred votes. A vote changes one row of
each: no drift, no order, and counters of different people add up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.errors import BadInput
from citizenspring.engines.opinions.axes import TOLERANCE, Axes, leading, signed, start_block

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from numpy.typing import NDArray

    from citizenspring.engines.opinions.votes import VoteMatrix

__all__ = ["Counters"]

_VV, _VM, _MV, _MM = range(4)
_ROOM = 32
_SLICE = 60_000


class _Ballot:
    """One person's votes: columns and values side by side, with room to grow."""

    __slots__ = ("columns", "size", "values")

    def __init__(self) -> None:
        self.columns = np.empty(8, dtype=np.int32)
        self.values = np.empty(8, dtype=np.int8)
        self.size = 0

    def place(self, column: int) -> int:
        """Where the vote on a statement stands, -1 when there is none."""
        found = np.flatnonzero(self.columns[: self.size] == column)
        return int(found[0]) if found.size else -1

    def add(self, column: int, value: int) -> None:
        if self.size == len(self.columns):
            self.columns = np.resize(self.columns, 2 * self.size)
            self.values = np.resize(self.values, 2 * self.size)
        self.columns[self.size], self.values[self.size] = column, value
        self.size += 1

    def remove(self, at: int) -> None:
        self.size -= 1
        self.columns[at], self.values[at] = self.columns[self.size], self.values[self.size]


class Counters:
    """Counters of a conversation that is going on.

    Parameters
    ----------
    statements : iterable of ids, optional
        Statements known from the start; others join with their first vote.

    Examples
    --------
    >>> counters = Counters()
    >>> counters.cast("ada", 1, 1), counters.cast("ada", 2, -1), counters.cast("bo", 1, 1)
    (None, None, None)
    >>> counters.votes_by_votes.tolist()
    [[2, -1], [-1, 1]]
    >>> counters.cast("ada", 2, 1)
    -1
    >>> counters.votes_by_votes.tolist()
    [[2, 1], [1, 1]]
    """

    def __init__(self, statements: Iterable[Hashable] = ()) -> None:
        self.statements: list[Hashable] = []
        self._column_of: dict[Hashable, int] = {}
        self._ballots: dict[Hashable, _Ballot] = {}
        self._pairs = np.zeros((0, 4, 0), dtype=np.int32)
        self._own = np.zeros((3, 0), dtype=np.int64)
        self._scratch = np.zeros((2, 0), dtype=np.int32)
        for statement in statements:
            self._column(statement)

    @classmethod
    def of(cls, votes: VoteMatrix) -> Counters:
        """Count a whole matrix at once; people can go on voting."""
        counters = cls(votes.statements)
        ones = votes.sparse(np.ones(votes.n_votes))
        cast = votes.sparse(votes.values.astype(np.float64))
        m = votes.shape[1]
        upper = np.triu(np.ones((m, m), dtype=bool), 1)
        products = ((cast, cast), (cast, ones), (ones, cast), (ones, ones))
        for number, (left, right) in enumerate(products):
            whole = np.rint((left.T @ right).toarray()).astype(np.int32)
            counters._pairs[:m, number, :m] = np.where(upper, whole, 0)
        agree, disagree, seen = votes.tallies
        counters._own[:, :m] = agree - disagree, agree + disagree, seen
        for row, person in enumerate(votes.people):
            place = slice(votes.starts[row], votes.starts[row + 1])
            ballot = counters._ballots[person] = _Ballot()
            ballot.columns, ballot.values = votes.columns[place].copy(), votes.values[place].copy()
            ballot.size = len(ballot.columns)
            if not ballot.size:
                ballot.columns, ballot.values = _Ballot().columns, _Ballot().values
        return counters

    def cast(self, person: Hashable, statement: Hashable, vote: int) -> int | None:
        """Count a vote, in place of the person's former vote on the statement.

        Returns
        -------
        int or None
            The former vote.

        Raises
        ------
        BadInput
            When the vote is not 1, 0 or -1.
        """
        if vote not in {-1, 0, 1}:
            expected = "1 (agree), 0 (pass) or -1 (disagree)"
            raise BadInput(f"the vote is {vote!r}", expected=expected)
        column = self._column(statement)
        ballot = self._ballots.setdefault(person, _Ballot())
        at = ballot.place(column)
        if at < 0:
            self._count(column, ballot, vote, seen=1)
            ballot.add(column, vote)
            return None
        before = int(ballot.values[at])
        if before != vote:
            ballot.remove(at)
            self._count(column, ballot, vote - before, seen=0)
            self._own[1, column] += abs(vote) - abs(before) - abs(vote - before)
            ballot.add(column, vote)
        return before

    def withdraw(self, person: Hashable, statement: Hashable) -> int | None:
        """Take a vote back; return it, or None when there was none."""
        ballot, column = self._ballots.get(person), self._column_of.get(statement, -1)
        at = -1 if ballot is None else ballot.place(column)
        if ballot is None or at < 0:
            return None
        before = int(ballot.values[at])
        ballot.remove(at)
        self._count(column, ballot, -before, seen=-1)
        self._own[1, column] -= 2 * abs(before)
        return before

    def merged(self, other: Counters) -> Counters:
        """Return the counters of both crowds together; neither is changed.

        Raises
        ------
        BadInput
            When somebody voted in both.
        """
        both = self._ballots.keys() & other._ballots.keys()
        if both:
            raise BadInput(f"{len(both)} people are in both parts", expected="each in one part")
        total = Counters([*self.statements, *other.statements])
        for part in (self, other):
            at = np.array([total._column_of[s] for s in part.statements], dtype=np.int64)
            m = len(at)
            total._pairs[at[:, None, None], np.arange(4)[None, :, None], at[None, None, :]] += (
                part._pairs[:m, :, :m]
            )
            total._own[:, at] += part._own[:, :m]
            for person, ballot in part._ballots.items():
                copy = total._ballots[person] = _Ballot()
                copy.values = ballot.values.copy()
                copy.columns = np.zeros(len(copy.values), dtype=np.int32)
                copy.columns[: ballot.size] = at[ballot.columns[: ballot.size]]
                copy.size = ballot.size
        return total

    def axes(
        self, *, hidden: Iterable[Hashable] = (), near: NDArray[np.float64] | None = None
    ) -> Axes:
        """Find the axes of all votes counted so far.

        Parameters
        ----------
        hidden : iterable of statement ids, optional
            Statements out of the picture.
        near : ndarray, shape (2, statements), optional
            The last axes, to start from; the signs are kept.

        Returns
        -------
        Axes
            In the order of `statements`.
        """
        m = len(self.statements)
        total, cast, seen = self._own[:, :m]
        visible = np.ones(m, dtype=bool)
        visible[[self._column_of[s] for s in hidden if s in self._column_of]] = False
        centre = np.where(visible, total / np.maximum(seen, 1), 0.0)
        gram = self._gram(centre)
        gram[~visible] = 0.0
        gram[:, ~visible] = 0.0
        start = start_block(m, near) * visible[:, None]
        found, strengths = leading(lambda block: _times(gram, block), start, TOLERANCE)
        all_sides = float((cast - seen * centre**2)[visible].sum())
        top = (strengths[0], strengths[1])
        return Axes(centre, signed(found[:, :2].T, near), top, all_sides)

    @property
    def votes_by_votes(self) -> NDArray[np.int64]:
        """V'V: sum of the products of two votes, shape (statements, statements)."""
        return self._whole(_VV, _VV, 1)

    @property
    def votes_by_seen(self) -> NDArray[np.int64]:
        """V'M: sum of votes on one by those who saw the other, shape (statements, statements)."""
        return self._whole(_VM, _MV, 0)

    @property
    def seen_by_seen(self) -> NDArray[np.int64]:
        """M'M: people who saw both, shape (statements, statements)."""
        return self._whole(_MM, _MM, 2)

    def _whole(self, here: int, there: int, own: int) -> NDArray[np.int64]:
        m = len(self.statements)
        found = self._pairs[:m, here, :m].astype(np.int64) + self._pairs[:m, there, :m].T
        found[np.arange(m), np.arange(m)] = self._own[own, :m]
        return found

    def _gram(self, centre: NDArray[np.float64]) -> NDArray[np.float64]:
        m = len(centre)
        pairs = self._pairs[:m, :, :m]
        half = pairs[:, _MM] * centre
        half -= pairs[:, _MV]
        half *= centre[:, None]
        half += pairs[:, _VV]
        half -= pairs[:, _VM] * centre
        gram = half + half.T
        _, cast, seen = self._own[:, :m]
        gram[np.arange(m), np.arange(m)] = cast - seen * centre**2
        return np.asarray(gram)

    def _count(self, column: int, ballot: _Ballot, change: int, *, seen: int) -> None:
        """Add one vote's change against the person's other votes.

        A pair is kept once, in the row of the vote that changed; readers add both halves.
        """
        others, scratch = ballot.columns[: ballot.size], self._scratch
        scratch[0, others], scratch[1, others] = ballot.values[: ballot.size], 1
        row = self._pairs[column]
        if change:
            row[:2] += scratch if change == 1 else scratch * np.int32(change)
        if seen:
            row[2:] += scratch if seen == 1 else -scratch
        scratch[:, others] = 0
        self._own[0, column] += change
        self._own[1, column] += abs(change)
        self._own[2, column] += seen

    def _column(self, statement: Hashable) -> int:
        column = self._column_of.get(statement)
        if column is None:
            column = self._column_of[statement] = len(self.statements)
            self.statements.append(statement)
            if column >= self._own.shape[1]:
                self._grow(max(_ROOM, 2 * column))
        return column

    def _grow(self, room: int) -> None:
        pairs, own = self._pairs, self._own
        m = own.shape[1]
        self._pairs = np.zeros((room, 4, room), dtype=np.int32)
        self._pairs[:m, :, :m] = pairs
        self._own = np.zeros((3, room), dtype=np.int64)
        self._own[:, :m] = own
        self._scratch = np.zeros((2, room), dtype=np.int32)


def _times(gram: NDArray[np.float64], block: NDArray[np.float64]) -> NDArray[np.float64]:
    """Multiply in slices so small that the library starts no threads, which cost more."""
    step = max(1, _SLICE // max(1, gram.shape[1]))
    return np.vstack([gram[at : at + step] @ block for at in range(0, len(gram), step)])
