"""The votes of a conversation: who said what about which statement, stored sparsely."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np
from scipy import sparse

from citizenspring.engines.errors import BadInput
from citizenspring.engines.opinions.axes import axes_of, project
from citizenspring.engines.opinions.tables import count_groups

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.tables import GroupCounts

__all__ = ["AGREE", "DISAGREE", "PASS", "VoteMatrix", "ranked"]

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, eq=False)
class VoteMatrix:
    """People × statements with votes 1 (agree), 0 (pass), -1 (disagree); missing = not seen.

    Build one with :meth:`from_triples` or :meth:`from_arrays`. Rows and columns are kept
    in the order of their ids, so that the same votes in any order are the same matrix.

    Attributes
    ----------
    people, statements : sequence
        The ids of rows and columns, in rising order.
    starts : ndarray of int, shape (people + 1,)
        Where each person's votes begin in `columns` and `values`.
    columns : ndarray of int32, shape (votes,)
        Column of each vote, rising within a person.
    values : ndarray of int8, shape (votes,)
    moderated_out, meta : frozenset
        Statements that take no part in the picture: taken out by moderation, or about
        the person rather than the matter.

    Examples
    --------
    >>> votes = VoteMatrix.from_triples([("ada", 1, 1), ("bo", 1, -1), ("ada", 1, 0)])
    >>> votes.shape, votes.n_votes, votes.votes_of("ada")
    ((2, 1), 2, {1: 0})
    """

    people: Sequence[Hashable]
    statements: Sequence[Hashable]
    starts: NDArray[np.int32] = field(repr=False)
    columns: NDArray[np.int32] = field(repr=False)
    values: NDArray[np.int8] = field(repr=False)
    moderated_out: frozenset[Hashable] = frozenset()
    meta: frozenset[Hashable] = frozenset()

    @classmethod
    def from_triples(
        cls,
        triples: Iterable[tuple[Hashable, Hashable, int]],
        *,
        moderated_out: Iterable[Hashable] = (),
        meta: Iterable[Hashable] = (),
        statements: Iterable[Hashable] = (),
    ) -> VoteMatrix:
        """Build the matrix from (person, statement, vote); the last vote on a statement counts.

        Parameters
        ----------
        triples : iterable of (person, statement, vote)
            In the order the votes were given; each vote is 1, 0 or -1.
        moderated_out, meta : iterable of statement ids, optional
        statements : iterable of statement ids, optional
            Statements to list even when nobody has seen them yet.

        Raises
        ------
        BadInput
            When a vote is not 1, 0 or -1.
        """
        people_at: dict[Hashable, int] = {}
        statements_at: dict[Hashable, int] = {s: i for i, s in enumerate(dict.fromkeys(statements))}
        rows: list[int] = []
        columns: list[int] = []
        values: list[int] = []
        for person, statement, vote in triples:
            rows.append(people_at.setdefault(person, len(people_at)))
            columns.append(statements_at.setdefault(statement, len(statements_at)))
            values.append(vote)
        people, row_order = ranked(list(people_at))
        named, column_order = ranked(list(statements_at))
        return cls.from_arrays(
            row_order[np.array(rows, dtype=np.int32)],
            column_order[np.array(columns, dtype=np.int32)],
            values,
            people=people,
            statements=named,
            moderated_out=moderated_out,
            meta=meta,
        )

    @classmethod
    def from_arrays(  # noqa: PLR0913  # because rows, columns and values belong together and the rest names them
        cls,
        rows: ArrayLike,
        columns: ArrayLike,
        values: ArrayLike,
        *,
        people: Sequence[Hashable] | None = None,
        statements: Sequence[Hashable] | None = None,
        moderated_out: Iterable[Hashable] = (),
        meta: Iterable[Hashable] = (),
    ) -> VoteMatrix:
        """Build the matrix from positions; the last of several votes at one place counts.

        Parameters
        ----------
        rows, columns : array_like of int, shape (votes,)
            Positions in `people` and `statements`.
        values : array_like of int, shape (votes,)
        people, statements : sequence, optional
            Ids in rising order; 0, 1, 2, … when not given.
        moderated_out, meta : iterable of statement ids, optional

        Raises
        ------
        BadInput
            When a vote is not 1, 0 or -1, or the three arrays differ in length.
        """
        at_row = np.ascontiguousarray(rows, dtype=np.int32)
        at_column = np.ascontiguousarray(columns, dtype=np.int32)
        cast_votes = _checked(values)
        if not at_row.size == at_column.size == cast_votes.size:
            sizes = f"{at_row.size} people, {at_column.size} statements, {cast_votes.size} votes"
            raise BadInput(f"the lists differ in length: {sizes}", expected="one of each per vote")
        n = len(people) if people is not None else int(at_row.max(initial=-1)) + 1
        m = len(statements) if statements is not None else int(at_column.max(initial=-1)) + 1
        starts, sorted_columns, sorted_values = _last_of_each(at_row, at_column, cast_votes, (n, m))
        return cls(
            people=range(n) if people is None else people,
            statements=range(m) if statements is None else statements,
            starts=starts,
            columns=sorted_columns,
            values=sorted_values,
            moderated_out=frozenset(moderated_out),
            meta=frozenset(meta),
        )

    def moderated(
        self, *, moderated_out: Iterable[Hashable] = (), meta: Iterable[Hashable] = ()
    ) -> VoteMatrix:
        """Return the same votes under another moderation."""
        return replace(self, moderated_out=frozenset(moderated_out), meta=frozenset(meta))

    def of_rows(self, rows: NDArray[np.int64]) -> VoteMatrix:
        """Return the votes of some people, all statements kept.

        Parameters
        ----------
        rows : ndarray of int, shape (people kept,)
            In rising order.
        """
        lengths = np.diff(self.starts)[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        place = np.arange(starts[-1]) + np.repeat(self.starts[rows] - starts[:-1], lengths)
        return replace(
            self,
            people=[self.people[row] for row in rows.tolist()],
            starts=starts.astype(np.int32),
            columns=self.columns[place],
            values=self.values[place],
        )

    @property
    def shape(self) -> tuple[int, int]:
        """People and statements."""
        return len(self.people), len(self.statements)

    @property
    def n_votes(self) -> int:
        """How many votes count."""
        return int(self.values.size)

    @cached_property
    def row_of(self) -> dict[Hashable, int]:
        """Where each person stands."""
        return {person: row for row, person in enumerate(self.people)}

    @cached_property
    def column_of(self) -> dict[Hashable, int]:
        """Where each statement stands."""
        return {statement: column for column, statement in enumerate(self.statements)}

    @cached_property
    def hidden(self) -> NDArray[np.bool_]:
        """Which columns are out of the picture (moderated out or meta), shape (statements,)."""
        out = self.moderated_out | self.meta
        return np.fromiter((s in out for s in self.statements), dtype=bool, count=self.shape[1])

    @cached_property
    def seen_by_person(self) -> NDArray[np.int64]:
        """How many statements each person has voted on, passes included, shape (people,)."""
        return np.diff(self.starts).astype(np.int64)

    @cached_property
    def seen_in_picture(self) -> NDArray[np.int64]:
        """How many statements in the picture each person has voted on, shape (people,)."""
        if not self.hidden.any():
            return self.seen_by_person
        running = np.concatenate([[0], np.cumsum(~self.hidden[self.columns])])
        return np.diff(running[self.starts]).astype(np.int64)

    def principal_axes(self, near: NDArray[np.float64] | None = None) -> Axes:
        """Find the axes (see :func:`axes_of`)."""
        return axes_of(self, near=near)

    def projected(self, axes: Axes) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Sum everybody's centred votes along the axes (see :func:`project`)."""
        return project(self, axes)

    def by_group(self, labels: NDArray[np.int64], groups: int) -> GroupCounts:
        """Count votes by group and statement (see :func:`count_groups`)."""
        return count_groups(self, labels, groups)

    def votes_of(self, person: Hashable) -> dict[Hashable, int]:
        """Return one person's votes by statement.

        Raises
        ------
        KeyError
            When the person has never voted.
        """
        row = self.row_of[person]
        place = slice(self.starts[row], self.starts[row + 1])
        pairs = zip(self.columns[place].tolist(), self.values[place].tolist(), strict=True)
        return {self.statements[column]: value for column, value in pairs}

    def triples(self) -> Iterator[tuple[Hashable, Hashable, int]]:
        """Yield every vote that counts as (person, statement, vote), in order of ids."""
        for row, person in enumerate(self.people):
            place = slice(self.starts[row], self.starts[row + 1])
            pairs = zip(self.columns[place].tolist(), self.values[place].tolist(), strict=True)
            for column, value in pairs:
                yield person, self.statements[column], value

    def sparse(self, values: NDArray[np.float64] | NDArray[np.float32]) -> sparse.csr_array:
        """Return a sparse matrix with `values` in the places of the votes (no copy)."""
        return sparse.csr_array((values, self.columns, self.starts), shape=self.shape)

    def column_sums(self, values: NDArray[np.int8] | NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum `values`, one per vote, by statement, shape (statements,)."""
        sums = np.bincount(self.columns, weights=values, minlength=self.shape[1])
        return np.asarray(sums, dtype=np.float64)

    @cached_property
    def tallies(self) -> NDArray[np.int64]:
        """Agrees, disagrees and votes seen per statement, shape (3, statements)."""
        m = self.shape[1]
        # One pass: column and vote in one code.
        code = self.columns * np.int32(3) + (self.values + np.int8(1))
        counted = np.bincount(code, minlength=3 * m).reshape(m, 3)
        return np.stack([counted[:, 2], counted[:, 0], counted.sum(axis=1)]).astype(np.int64)


def ranked(ids: list[Hashable]) -> tuple[list[Hashable], NDArray[np.int32]]:
    """Sort ids; also say at which place each of the given ids ended up."""
    numeric = all(isinstance(one, int) for one in ids)
    order = sorted(
        range(len(ids)), key=lambda at: cast("int", ids[at]) if numeric else str(ids[at])
    )
    place = np.empty(len(ids), dtype=np.int32)
    place[order] = np.arange(len(ids), dtype=np.int32)
    return [ids[at] for at in order], place


def _checked(values: ArrayLike) -> NDArray[np.int8]:
    raw = np.asarray(values)
    if raw.size == 0:
        return np.zeros(0, dtype=np.int8)
    wrong = (raw != 1) & (raw != 0) & (raw != -1)
    if wrong.any():
        first = int(np.argmax(wrong))
        raise BadInput(
            f"vote {first + 1} is {raw[first].item()!r}",
            expected="1 (agree), 0 (pass) or -1 (disagree)",
        )
    return np.ascontiguousarray(raw, dtype=np.int8)


def _last_of_each(
    rows: NDArray[np.int32],
    columns: NDArray[np.int32],
    values: NDArray[np.int8],
    shape: tuple[int, int],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    """Sort votes by person and statement and keep the last of several at one place."""
    if _in_order(rows, columns):
        starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=shape[0]))])
        return starts.astype(np.int32), columns.copy(), values.copy()
    # Two counting sorts, first by statement then by person; both keep the order of what is
    # equal, so that several votes at one place stay in the order they were given.
    in_order = np.arange(rows.size, dtype=np.int32)
    by_column = sparse.csr_array(_bucket(columns, rows, in_order, (shape[1], shape[0])))
    by_row = by_column.tocsc().T
    kept = by_row.data
    starts = by_row.indptr.astype(np.int32)
    found = by_row.indices.astype(np.int32)
    if found.size:
        last = np.ones(found.size, dtype=bool)
        last[:-1] = found[1:] != found[:-1]
        ends = starts[1:][starts[1:] > starts[:-1]] - 1
        last[ends] = True
        if not last.all():
            kept, found = kept[last], found[last]
            starts = np.concatenate([[0], np.cumsum(last)]).astype(np.int32)[starts]
    return starts, found, values[kept]


def _in_order(rows: NDArray[np.int32], columns: NDArray[np.int32]) -> bool:
    """Whether the places rise strictly, as they do in votes that were stored sorted."""
    same = rows[1:] == rows[:-1]
    if not bool(((rows[1:] > rows[:-1]) | same).all()):
        return False
    return bool((columns[1:] > columns[:-1])[same].all())


def _bucket(
    keys: NDArray[np.int32],
    others: NDArray[np.int32],
    payload: NDArray[np.int32],
    shape: tuple[int, int],
) -> sparse.csr_array:
    # On two bytes a stable sort is a radix sort, in linear time.
    narrow = keys.astype(np.uint16) if shape[0] <= 1 << 16 else keys
    order = np.argsort(narrow, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=shape[0]))])
    return sparse.csr_array((payload[order], others[order], starts.astype(np.int32)), shape=shape)
