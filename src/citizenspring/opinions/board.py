"""The votes of a map in memory, kept exact by reading only what changed."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection

from citizenspring.engines.opinions import VoteMatrix

from .models import OpinionMap, Statement

__all__ = ["Board", "Change", "read_changes"]

# What was withdrawn and cast again is a vote like any other.
CHANGES = """
SELECT 0 AS what, person, statement.number, 0, pg_snapshot_xmin(pg_current_snapshot())::text::bigint
FROM opinions_withdrawal JOIN opinions_statement statement ON statement.id = statement_id
WHERE opinions_withdrawal.map_id = %(map)s AND change >= %(since)s AND NOT EXISTS (
    SELECT FROM opinions_vote vote
    WHERE vote.person_id = person AND vote.statement_id = statement.id)
UNION ALL
SELECT 1, person_id, statement.number, choice, pg_snapshot_xmin(pg_current_snapshot())::text::bigint
FROM opinions_vote JOIN opinions_statement statement ON statement.id = statement_id
WHERE opinions_vote.map_id = %(map)s AND change >= %(since)s
UNION ALL
SELECT 2, NULL, 0, 0, pg_snapshot_xmin(pg_current_snapshot())::text::bigint
"""
WITHDRAWN = 0
CAST = 1
SHIFT = 31  # a statement's number is an integer of the database
NUMBERS = (1 << SHIFT) - 1


@dataclass(frozen=True)
class Change:
    """A vote as it now is; ``choice`` is None when it was withdrawn."""

    person: UUID
    statement: int
    choice: int | None


def read_changes(opinion_map: OpinionMap, since: int) -> tuple[list[Change], int]:
    """Every vote written or withdrawn by a transaction from ``since`` on, in one snapshot.

    Also returns from where to read the next time: transactions still running now are read then,
    so a vote is never missed, only sometimes read twice, which changes nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, {"map": opinion_map.pk, "since": since})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    horizon = int(rows[-1][4])
    found = [
        Change(person, number, choice if what == CAST else None)
        for what, person, number, choice, _horizon in rows
        if what in {WITHDRAWN, CAST}
    ]
    return found, horizon


@dataclass
class Board:
    """Each vote that counts, by person and statement number."""

    horizon: int = 0
    _rows: dict[UUID, int] = field(default_factory=dict)
    _votes: dict[int, int] = field(default_factory=dict)

    def catch_up(self, opinion_map: OpinionMap) -> bool:
        """Read what changed; says whether anything did."""
        changes, self.horizon = read_changes(opinion_map, self.horizon)
        return sum(self._apply(change) for change in changes) > 0

    def _apply(self, change: Change) -> bool:
        row = self._rows.setdefault(change.person, len(self._rows))
        place = row << SHIFT | change.statement
        if change.choice is None:
            return self._votes.pop(place, None) is not None
        before = self._votes.get(place)
        self._votes[place] = change.choice
        return before != change.choice

    def without(self, people: Collection[UUID]) -> "Board":
        """The same votes but for those of some people."""
        left_out = {row for person, row in self._rows.items() if person in people}
        votes = {at: vote for at, vote in self._votes.items() if at >> SHIFT not in left_out}
        return Board(self.horizon, self._rows, votes)

    @property
    def size(self) -> int:
        return len(self._votes)

    def matrix(self, opinion_map: OpinionMap) -> VoteMatrix:
        """The votes as the engine takes them, people in the order of their ids."""
        rows = opinion_map.statements.order_by("number").values_list("number", "state", "is_meta")
        statements = list(rows)
        numbers = np.array([number for number, _state, _meta in statements], dtype=np.int64)
        places = np.fromiter(self._votes.keys(), dtype=np.int64, count=self.size)
        values = np.fromiter(self._votes.values(), dtype=np.int8, count=self.size)
        people, rank = self._people_voting(places >> SHIFT)
        return VoteMatrix.from_arrays(
            rank[places >> SHIFT],
            np.searchsorted(numbers, places & NUMBERS),
            values,
            people=people,
            statements=numbers.tolist(),
            moderated_out=[n for n, state, _meta in statements if state != Statement.State.SHOWN],
            meta=[n for n, _state, meta in statements if meta],
        )

    def _people_voting(self, rows: "np.ndarray[Any, Any]") -> tuple[list[str], Any]:
        # Someone who took all votes back is nobody on the map.
        is_voting = np.zeros(len(self._rows), dtype=bool)
        is_voting[rows] = True
        names = np.array([person.hex for person in self._rows])
        order = np.argsort(names)
        order = order[is_voting[order]]
        rank = np.zeros(len(self._rows), dtype=np.int64)
        rank[order] = np.arange(order.size)
        return names[order].tolist(), rank
