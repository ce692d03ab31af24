"""Where one more person would stand on a map that is already drawn."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from citizenspring.engines.opinions.result import OpinionMap

__all__ = ["Placing", "placing_of"]

_LEAST = 1e-9


@dataclass(frozen=True)
class Placing:
    """What it takes to place a person by her votes alone; small enough to be kept and published.

    Attributes
    ----------
    statements : tuple of ids
        The statements in the picture.
    centre : tuple of float
        Mean vote of each.
    directions : tuple of two tuples of float
        The axes, a number for each statement.
    lean : tuple of float, or None
        How strongly few votes draw towards the middle along each axis; None as Polis does it.
    hidden : int
        Statements out of the picture, which Polis counts as seen by everybody.
    """

    statements: tuple[Hashable, ...]
    centre: tuple[float, ...]
    directions: tuple[tuple[float, ...], tuple[float, ...]]
    lean: tuple[float, float] | None
    hidden: int

    def of(self, votes: Mapping[Any, int]) -> tuple[float, float] | None:
        """Place a person by her votes, 1, 0 or -1 by statement; None without a vote that counts."""
        given = [(at, votes[one]) for at, one in enumerate(self.statements) if one in votes]
        if not given:
            return None
        sums = [
            sum((vote - self.centre[at]) * axis[at] for at, vote in given)
            for axis in self.directions
        ]
        x, y = (self._scaled(total, len(given), axis) for axis, total in enumerate(sums))
        return (x, y)

    def _scaled(self, total: float, seen: int, axis: int) -> float:
        size = len(self.statements)
        if self.lean is None:
            return total * sqrt((size + self.hidden) / (seen + self.hidden))
        return total / (seen / size + self.lean[axis])

    def plain(self) -> dict[str, Any]:
        """Return the same as numbers and lists, for JSON."""
        return asdict(self)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Placing:
        """Return what :meth:`plain` gave."""
        one, two = data["directions"]
        lean = data["lean"]
        return cls(
            tuple(data["statements"]),
            tuple(data["centre"]),
            (tuple(one), tuple(two)),
            (lean[0], lean[1]) if lean else None,
            data["hidden"],
        )


def placing_of(found: OpinionMap) -> Placing:
    """Take from a map what it takes to place one more person on it.

    Examples
    --------
    >>> from citizenspring.engines.opinions import VoteMatrix, map_opinions
    >>> triples = [(p, s, 1 if (p < 10) == (s < 6) else -1) for p in range(20) for s in range(12)]
    >>> found = map_opinions(VoteMatrix.from_triples(triples))
    >>> place = placing_of(found).of({s: 1 if s < 6 else -1 for s in range(12)})
    >>> all(abs(a - b) < 1e-9 for a, b in zip(place, found.position_of(0)))
    True
    """
    visible = [at for at, row in enumerate(found.rows) if row.status == "shown"]
    first, second = found.axes.directions[:, visible].tolist()
    return Placing(
        statements=tuple(found.statements[at] for at in visible),
        centre=tuple(found.axes.centre[visible].tolist()),
        directions=(tuple(first), tuple(second)),
        lean=None if found.mode == "polis" else _lean(found, len(visible)),
        hidden=len(found.rows) - len(visible),
    )


def _lean(found: OpinionMap, size: int) -> tuple[float, float]:
    """Noise of a vote over the crowd's variance, along each axis, as the map was drawn with."""
    share = found.seen / max(1, size)
    noise = max(found.axes.total - sum(found.axes.strengths), 0.0) / max(1, int(found.seen.sum()))
    signal = np.array(found.axes.strengths) - noise * share.sum()
    variance = np.maximum(signal / max(float((share**2).sum()), 1e-12), _LEAST)
    one, two = (noise / variance).tolist()
    return (one, two)
