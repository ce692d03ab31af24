"""Which statements speak for a group, and which are shared by all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from citizenspring.engines.opinions.tables import SIGNIFICANT, Tests, one_sample_z

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from citizenspring.engines.opinions.tables import GroupCounts

__all__ = [
    "Consensus",
    "Direction",
    "Representative",
    "consensus_picks",
    "representative_picks",
    "telling_picks",
]

Direction = Literal["agree", "disagree"]
_MOST = 5
_HALF = 0.5


@dataclass(frozen=True)
class Representative:
    """A statement that tells what sets a group apart.

    Attributes
    ----------
    statement : id of the statement
    direction : "agree" or "disagree"
        How the group votes on it.
    votes, seen : int
        Members who voted so, and members who saw it.
    chance : float
        (votes + 1) / (seen + 2).
    chance_z : float
        z that more than half of the group votes so.
    ratio : float
        That chance over the same chance outside the group.
    ratio_z : float
        z that the group votes so more than the others.
    best_agree : bool
        Whether it leads as what the group most agrees with (compatible mode).
    """

    statement: Hashable
    direction: Direction
    votes: int
    seen: int
    chance: float
    chance_z: float
    ratio: float
    ratio_z: float
    best_agree: bool = False

    @property
    def weight(self) -> float:
        """Rank among the group's statements."""
        return self.ratio * self.ratio_z * self.chance * self.chance_z


@dataclass(frozen=True)
class Consensus:
    """A statement that most people, whatever their group, see the same way."""

    statement: Hashable
    direction: Direction
    votes: int
    seen: int
    chance: float
    chance_z: float


@dataclass(frozen=True, eq=False)
class _Both:
    agree: Tests
    disagree: Tests
    seen: NDArray[np.int64]

    @classmethod
    def of(cls, counts: GroupCounts) -> _Both:
        agree, disagree = (
            Tests.of(votes, counts.seen) for votes in (counts.agree, counts.disagree)
        )
        return cls(agree, disagree, counts.seen)

    def pick(
        self, group: int, column: int, name: Hashable, *, best_agree: bool = False
    ) -> Representative:
        """Describe one statement in the direction in which the group differs most."""
        here = (group, column)
        leans = bool(self.agree.ratio_z[here] > self.disagree.ratio_z[here])
        return self.told(here, name, leans=leans, best_agree=best_agree)

    def told(
        self, here: tuple[int, int], name: Hashable, *, leans: bool, best_agree: bool = False
    ) -> Representative:
        """Describe one statement in a given direction."""
        tests = self.agree if leans else self.disagree
        return Representative(
            statement=name,
            direction="agree" if leans else "disagree",
            votes=int(tests.successes[here]),
            seen=int(self.seen[here]),
            chance=float(tests.chance[here]),
            chance_z=float(tests.chance_z[here]),
            ratio=float(tests.ratio[here]),
            ratio_z=float(tests.ratio_z[here]),
            best_agree=best_agree,
        )


def representative_picks(
    counts: GroupCounts,
    statements: Sequence[Hashable],
    hidden: NDArray[np.bool_],
    *,
    most: int = _MOST,
) -> tuple[tuple[Representative, ...], ...]:
    """Choose up to five statements that speak for each group, as Polis does.

    A statement is a candidate when both z tests pass in one direction. The statement the
    group agrees with best comes first whether or not it is a candidate, the others follow by the
    product of ratio, chance and their z; agreements stand before disagreements. Without
    a candidate the best agreement, else the strongest difference, stands alone.

    Parameters
    ----------
    counts : GroupCounts
    statements : sequence
        Ids of the columns.
    hidden : ndarray of bool, shape (statements,)
        Columns that may not be chosen.
    most : int
        At most so many for a group.
    """
    both = _Both.of(counts)
    columns = np.flatnonzero(~hidden)
    return tuple(
        _picks_of(both, group, columns, statements, most) for group in range(counts.seen.shape[0])
    )


def telling_picks(
    counts: GroupCounts,
    statements: Sequence[Hashable],
    hidden: NDArray[np.bool_],
    *,
    most: int = _MOST,
) -> tuple[tuple[Representative, ...], ...]:
    """Choose up to five statements that tell each group from the others, our way.

    Only a statement on which most of the group votes one way, and more so than the others,
    both by z test, and only in that direction. Agreements stand before disagreements. Without
    such a statement the strongest difference held by most of the group stands alone.
    """
    both = _Both.of(counts)
    found: list[tuple[Representative, ...]] = []
    for group in range(counts.seen.shape[0]):
        told = [
            both.told((group, at), statements[at], leans=leans)
            for tests, leans in ((both.agree, True), (both.disagree, False))
            for at in np.flatnonzero(_held(tests)[group] & ~hidden).tolist()
        ]
        strong = [one for one in told if min(one.chance_z, one.ratio_z) > SIGNIFICANT]
        strong.sort(key=lambda one: -one.weight)
        chosen = strong[:most] or sorted(told, key=lambda one: -one.ratio_z)[:1]
        found.append(tuple(sorted(chosen, key=lambda one: one.direction != "agree")))
    return tuple(found)


def consensus_picks(
    agree: NDArray[np.int64],
    disagree: NDArray[np.int64],
    seen: NDArray[np.int64],
    statements: Sequence[Hashable],
    hidden: NDArray[np.bool_],
    *,
    most: int = _MOST,
) -> tuple[tuple[Consensus, ...], tuple[Consensus, ...]]:
    """Choose what most people agree on and what most reject, as Polis does.

    Returns
    -------
    agreed, rejected : tuple of Consensus
        At most five each, by chance × z; chance above one half and z above 1.2816.
    """
    found: list[tuple[Consensus, ...]] = []
    directions: tuple[tuple[Direction, NDArray[np.int64]], ...] = (
        ("agree", agree),
        ("disagree", disagree),
    )
    for direction, votes in directions:
        chance, z = (votes + 1.0) / (seen + 2.0), one_sample_z(votes, seen)
        good = np.flatnonzero((chance > _HALF) & (z > SIGNIFICANT) & ~hidden)
        order = good[np.argsort(-(chance * z)[good], kind="stable")][:most]
        found.append(
            tuple(
                Consensus(
                    statements[at],
                    direction,
                    int(votes[at]),
                    int(seen[at]),
                    float(chance[at]),
                    float(z[at]),
                )
                for at in order.tolist()
            )
        )
    return found[0], found[1]


def _held(tests: Tests) -> NDArray[np.bool_]:
    """Where most of a group votes so, and more than the others."""
    return (tests.chance > _HALF) & (tests.ratio_z > 0) & (tests.successes > 0)


def _picks_of(
    both: _Both,
    group: int,
    columns: NDArray[np.intp],
    statements: Sequence[Hashable],
    most: int,
) -> tuple[Representative, ...]:
    strong = both.agree.significant[group] | both.disagree.significant[group]
    candidates = [int(at) for at in columns if strong[at]]
    leader = _best_agree(both, group, columns)
    head = [] if leader is None else [both.pick(group, leader, statements[leader], best_agree=True)]
    if not candidates:
        fallback = _most_different(both, group, columns)
        if head or fallback is None:
            return tuple(head)
        return (both.pick(group, fallback, statements[fallback]),)
    rest = [both.pick(group, at, statements[at]) for at in candidates if at != leader]
    rest.sort(key=lambda pick: -pick.weight)
    chosen = (head + rest)[:most]
    return tuple(sorted(chosen, key=lambda pick: pick.direction != "agree"))


def _best_agree(both: _Both, group: int, columns: NDArray[np.intp]) -> int | None:
    """Walk the statements in order and keep the best agreement so far, by Polis's rule."""
    tests = both.agree
    chance, chance_z = tests.chance[group], tests.chance_z[group]
    ratio = tests.ratio[group]
    general = chance * chance_z
    specific = ratio * tests.ratio_z[group] * general
    voted = (tests.successes[group] + both.disagree.successes[group]) > 0
    best: int | None = None
    for at in columns.tolist():
        if not voted[at]:
            continue
        if best is None:
            better = chance_z[at] > SIGNIFICANT or (ratio[at] > 1.0 and chance[at] > _HALF)
        elif ratio[best] > 1.0:
            better = specific[at] > specific[best]
        else:
            better = general[at] > general[best]
        if better:
            best = at
    return best


def _most_different(both: _Both, group: int, columns: NDArray[np.intp]) -> int | None:
    if columns.size == 0:
        return None
    # Compared in single precision, as the published algorithm stores its best so far.
    strength = np.maximum(both.agree.ratio_z[group], both.disagree.ratio_z[group])[columns]
    best = 0
    for at in range(1, columns.size):
        if strength[at] > float(np.float32(strength[best])):
            best = at
    return int(columns[best])
