"""The opinion map: everything found, with the figures that explain it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.picks import Consensus, Direction, Representative

__all__ = ["Cell", "Group", "OpinionMap", "Shared", "Split", "StatementRow", "Status", "Tried"]

Status = Literal["shown", "moderated out", "meta"]


@dataclass(frozen=True)
class Cell:
    """Votes of one group, or of everybody counted, on one statement."""

    agree: int
    disagree: int
    passed: int

    @property
    def seen(self) -> int:
        """All who saw the statement."""
        return self.agree + self.disagree + self.passed

    @property
    def agree_chance(self) -> float:
        """(agree + 1) / (seen + 2)."""
        return (self.agree + 1) / (self.seen + 2)

    @property
    def disagree_chance(self) -> float:
        """(disagree + 1) / (seen + 2)."""
        return (self.disagree + 1) / (self.seen + 2)


@dataclass(frozen=True)
class StatementRow:
    """One statement in the table.

    Attributes
    ----------
    statement : id
    status : "shown", "moderated out" or "meta"
    everyone : Cell
        Votes of everybody, counted in a group or not.
    groups : tuple of Cell
        Votes by group, in the order of the groups; None where hidden to protect a small one.
    agree_consensus, disagree_consensus : float
        Group-aware consensus: the product over the groups of the chance to agree
        (disagree).
    lowest_agree, lowest_disagree : float
        The chance in the group where it is lowest: what *all* groups share is at least this.
    divides : float
        Difference between the two most different groups in chance to agree less chance to
        disagree, 0 to 2, at the careful end: less 1.2816 standard errors.
    bridging : float or None
        Vote to expect of somebody of no camp, from -1 (rejection) to 1 (agreement), by
        matrix factorisation: a cross-check; None when not computed.
    extremity : float
        How far a single agreement with this statement would move a person from the middle.
    priority : float
        Weight in Polis's choice of the next card.
    """

    statement: Hashable
    status: Status
    everyone: Cell
    groups: tuple[Cell | None, ...]
    agree_consensus: float
    disagree_consensus: float
    lowest_agree: float
    lowest_disagree: float
    divides: float
    bridging: float | None
    extremity: float
    priority: float


@dataclass(frozen=True)
class Shared:
    """A statement on a list, with the figure that put it there.

    Attributes
    ----------
    statement : id
    direction : "agree" or "disagree"
    score : float
        What the list is ordered by.
    lowest : float
        The chance to vote so in the group where it is lowest.
    """

    statement: Hashable
    direction: Direction
    score: float
    lowest: float


@dataclass(frozen=True)
class Tried:
    """A number of groups that was tried, with the silhouette that judges it."""

    k: int
    silhouette: float


@dataclass(frozen=True)
class Split:
    """Whether people really fall into groups.

    Attributes
    ----------
    kind : "one", "gradient", "distinct" or "given"
        "one": nothing ties people's votes together beyond chance, one group is shown.
        "gradient": people really differ, but without a gap; the groups are parts of a
        slope. "distinct": groups with a gap between them. "given": not tested.
    reason : str
        In one English sentence.
    p_value : float or None
        Chance of parts that differ so much if nothing tied people's votes together.
    gap_p_value : float or None
        Chance of so few people between neighbouring groups if they stood around one middle.
    """

    kind: Literal["one", "gradient", "distinct", "given"]
    reason: str
    p_value: float | None = None
    gap_p_value: float | None = None

    @property
    def is_real(self) -> bool:
        """Whether the groups differ by more than chance."""
        return self.kind != "one"

    @property
    def is_distinct(self) -> bool:
        """Whether there is a gap between the groups."""
        return self.kind == "distinct"


@dataclass(frozen=True, eq=False)
class Group:
    """People who vote alike.

    Attributes
    ----------
    id : int
        Number of the group, from 0, the largest first; kept from map to map when smoothing.
    size : int
    centre : tuple of float
    representative : tuple of Representative
        What tells the group from the others, most telling first within each direction.
    """

    id: int
    size: int
    centre: tuple[float, float]
    representative: tuple[Representative, ...]
    _rows: NDArray[np.int64] = field(repr=False)
    _people: Sequence[Hashable] = field(repr=False)

    @cached_property
    def members(self) -> tuple[Hashable, ...]:
        """Ids of the members, in rising order."""
        return tuple(self._people[row] for row in self._rows.tolist())

    @property
    def agrees(self) -> tuple[Representative, ...]:
        """Statements it stands out by agreeing with."""
        return tuple(one for one in self.representative if one.direction == "agree")

    @property
    def disagrees(self) -> tuple[Representative, ...]:
        """Statements it stands out by rejecting."""
        return tuple(one for one in self.representative if one.direction == "disagree")


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """Where people stand, what they share and what divides them.

    Attributes
    ----------
    mode : "own" or "polis"
    seed : str
    people, statements : sequence
        Ids, in the order of the arrays.
    axes : Axes
    positions : ndarray, shape (people, 2)
        Everybody's place on the map, read-only; see :meth:`position_of`.
    group_of_row : ndarray of int, shape (people,)
        Group of each person, -1 for those in none; read-only.
    needed : int
        Votes a person needs to be counted in a group.
    groups : tuple of Group
    rows : tuple of StatementRow
        The table of statements, in the order of `statements`.
    common_ground : tuple of Shared
        What all groups share, strongest first, both directions.
    bridging : tuple of Shared
        What people agree on whatever their place on the map.
    divisive : tuple of Shared
        What sets groups against each other.
    consensus : tuple of Consensus
        What most people agree on or reject, counted over everybody.
    tried : tuple of Tried
        Numbers of groups tried.
    split : Split
    """

    mode: Literal["own", "polis"]
    seed: str
    people: Sequence[Hashable] = field(repr=False)
    statements: Sequence[Hashable] = field(repr=False)
    axes: Axes = field(repr=False)
    positions: NDArray[np.float64] = field(repr=False)
    group_of_row: NDArray[np.int64] = field(repr=False)
    seen: NDArray[np.int64] = field(repr=False)
    needed: int
    groups: tuple[Group, ...]
    rows: tuple[StatementRow, ...] = field(repr=False)
    common_ground: tuple[Shared, ...]
    bridging: tuple[Shared, ...]
    divisive: tuple[Shared, ...]
    consensus: tuple[Consensus, ...]
    tried: tuple[Tried, ...]
    split: Split

    @cached_property
    def _row_of(self) -> dict[Hashable, int]:
        return {person: row for row, person in enumerate(self.people)}

    @cached_property
    def _column_of(self) -> dict[Hashable, int]:
        return {statement: column for column, statement in enumerate(self.statements)}

    @property
    def n_counted(self) -> int:
        """People counted in a group."""
        return int((self.group_of_row >= 0).sum())

    def position_of(self, person: Hashable) -> tuple[float, float]:
        """Return a person's place on the map; KeyError when she never voted."""
        x, y = self.positions[self._row_of[person]].tolist()
        return (x, y)

    def group_of(self, person: Hashable) -> int | None:
        """Return the id of a person's group, None when she is in none."""
        row = self._row_of.get(person)
        label = -1 if row is None else int(self.group_of_row[row])
        return None if label < 0 else label

    def row_of(self, statement: Hashable) -> StatementRow:
        """Return a statement's row of the table."""
        return self.rows[self._column_of[statement]]

    def why_not_counted(self, person: Hashable) -> str | None:
        """Say in one English sentence why a person is in no group; None when she is in one."""
        row = self._row_of.get(person)
        if row is None:
            return "This person has not voted yet."
        if self.group_of_row[row] >= 0:
            return None
        votes, needed = int(self.seen[row]), self.needed
        if votes < needed:
            told = f"{votes} of the {needed} statements"
            return f"This person has voted on {told} that place her in a group."
        return "This person was left out of the groups by the given list."

    def not_counted(self) -> dict[Hashable, str]:
        """Everybody who is in no group, with the reason."""
        outside = np.flatnonzero(self.group_of_row < 0).tolist()
        people = [self.people[row] for row in outside]
        return {person: self.why_not_counted(person) or "" for person in people}
