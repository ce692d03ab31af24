"""Votes with a known truth, from our own stream."""

from collections.abc import Hashable

import numpy as np

from citizenspring.engines.opinions import VoteMatrix
from citizenspring.engines.seeds import Stream

__all__ = ["make_crowd", "make_groups"]


def make_groups(
    *, sizes: tuple[int, ...], statements: int, fill: float = 0.6, seed: str = "planted"
) -> tuple[VoteMatrix, dict[Hashable, int]]:
    """Groups that lean to one side of each statement, nine in ten times; one in three is shared."""
    stream = Stream(seed, "groups")
    people = sum(sizes)
    truth = np.repeat(np.arange(len(sizes)), sizes)
    lean = np.where(stream.floats(len(sizes) * statements).reshape(-1, statements) < 0.5, 0.1, 0.9)
    lean[:, ::3] = 0.85
    chance = lean[truth]
    draws = stream.floats(3 * people * statements).reshape(3, people, statements)
    value = np.where(draws[0] < 0.1, 0, np.where(draws[1] < chance, 1, -1))
    rows, columns = np.nonzero(draws[2] < fill)
    votes = VoteMatrix.from_arrays(
        rows,
        columns,
        value[rows, columns],
        people=range(people),
        statements=range(statements),
    )
    return votes, dict(zip(range(people), truth.tolist(), strict=True))


def make_crowd(*, people: int, statements: int, seed: str = "crowd") -> VoteMatrix:
    """People of one kind: every vote depends on its statement alone."""
    stream = Stream(seed, "crowd")
    chance = stream.floats(statements)
    draws = stream.floats(2 * people * statements).reshape(2, people, statements)
    rows, columns = np.nonzero(draws[0] < 0.5)
    value = np.where(draws[1] < chance, 1, -1)[rows, columns]
    return VoteMatrix.from_arrays(
        rows, columns, value, people=range(people), statements=range(statements)
    )
