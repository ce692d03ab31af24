"""Votes counted by group and statement, and what they say: tests, chances, consensus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.opinions.votes import VoteMatrix

__all__ = ["SIGNIFICANT", "GroupCounts", "Tests", "count_groups", "one_sample_z", "two_sample_z"]

SIGNIFICANT = 1.2816
"""Value of z beyond which one chance in ten is left that there is nothing (one-sided)."""


@dataclass(frozen=True, eq=False)
class GroupCounts:
    """Votes by group and statement, each of shape (groups, statements)."""

    agree: NDArray[np.int64]
    disagree: NDArray[np.int64]
    seen: NDArray[np.int64]

    @property
    def passed(self) -> NDArray[np.int64]:
        """Passes."""
        return self.seen - self.agree - self.disagree

    def consensus(self, direction: str = "agree") -> NDArray[np.float64]:
        """Group-aware consensus Π (A + 1) / (S + 2) over the groups, shape (statements,).

        References
        ----------
        Small et al., "Polis: scaling deliberation by mapping high dimensional opinion
        spaces", Recerca 26(2), 2021, doi:10.6035/recerca.5516.
        """
        votes = self.agree if direction == "agree" else self.disagree
        return np.asarray(((votes + 1.0) / (self.seen + 2.0)).prod(axis=0))


@dataclass(frozen=True, eq=False)
class Tests:
    """What sets a group apart, for one direction; each of shape (groups, statements).

    Attributes
    ----------
    successes : ndarray of int
        Votes in this direction.
    chance : ndarray
        (successes + 1) / (seen + 2).
    chance_z : ndarray
        z that more than half vote so.
    ratio : ndarray
        Chance in the group over chance in all other groups together.
    ratio_z : ndarray
        z that the group votes so more than the others.
    """

    successes: NDArray[np.int64]
    chance: NDArray[np.float64]
    chance_z: NDArray[np.float64]
    ratio: NDArray[np.float64]
    ratio_z: NDArray[np.float64]

    @classmethod
    def of(cls, successes: NDArray[np.int64], seen: NDArray[np.int64]) -> Tests:
        """Run both tests of every group against all the others together."""
        others = successes.sum(axis=0) - successes
        others_seen = seen.sum(axis=0) - seen
        chance = (successes + 1.0) / (seen + 2.0)
        return cls(
            successes=successes,
            chance=chance,
            chance_z=one_sample_z(successes, seen),
            ratio=chance / ((others + 1.0) / (others_seen + 2.0)),
            ratio_z=two_sample_z(successes, seen, others, others_seen),
        )

    @property
    def significant(self) -> NDArray[np.bool_]:
        """Where both tests pass."""
        return (self.chance_z > SIGNIFICANT) & (self.ratio_z > SIGNIFICANT)


def count_groups(votes: VoteMatrix, labels: NDArray[np.int64], groups: int) -> GroupCounts:
    """Count votes by group and statement.

    Parameters
    ----------
    votes : VoteMatrix
    labels : ndarray of int, shape (people,)
        Group of each person, -1 for nobody's.
    groups : int
    """
    m = votes.shape[1]
    found = np.zeros((3, groups, m), dtype=np.int64)
    for group in range(groups):
        rows = np.flatnonzero(labels == group)
        place = _places(votes, rows)
        columns, values = votes.columns[place], votes.values[place]
        code = columns * np.int32(3) + (values + np.int8(1))
        counted = np.bincount(code, minlength=3 * m).reshape(m, 3)
        found[:, group] = counted[:, 2], counted[:, 0], counted.sum(axis=1)
    return GroupCounts(*found)


def one_sample_z(successes: NDArray[np.int64], seen: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return z that more than half of those who saw it voted so, one added to each count."""
    n = seen + 1.0
    return np.asarray(2.0 * np.sqrt(n) * ((successes + 1.0) / n - 0.5))


def two_sample_z(
    successes: NDArray[np.int64],
    seen: NDArray[np.int64],
    others: NDArray[np.int64],
    others_seen: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return z that the share here is above the share elsewhere, one added to each count."""
    n_in, n_out = seen + 1.0, others_seen + 1.0
    here, there = (successes + 1.0) / n_in, (others + 1.0) / n_out
    pooled = (successes + others + 2.0) / (n_in + n_out)
    error = np.sqrt(np.maximum(pooled * (1.0 - pooled), 0.0) * (1.0 / n_in + 1.0 / n_out))
    return np.where(pooled == 1.0, 0.0, (here - there) / np.where(error > 0, error, 1.0))


def _places(votes: VoteMatrix, rows: NDArray[np.int64]) -> NDArray[np.int64] | slice:
    """Where the votes of these people stand."""
    if rows.size == votes.shape[0]:
        return slice(None)
    lengths = np.diff(votes.starts)[rows]
    ends = np.cumsum(lengths)
    shift = np.repeat(votes.starts[rows] - (ends - lengths), lengths)
    return np.asarray(np.arange(ends[-1] if ends.size else 0) + shift)
