"""Facilitators: one to a table, by language, and not twice with the same people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from citizenspring.engines.seating.people import Facilitator
    from citizenspring.engines.seeds import Stream

__all__ = ["assign_facilitators"]

_LANGUAGE = 1_000
_TIES = 1 << 20


def assign_facilitators(
    facilitators: Sequence[Facilitator],
    rounds: Sequence[Sequence[tuple[tuple[str, ...], Sequence[str]]]],
    stream: Stream,
) -> list[list[str | None]]:
    """Give each table of each round a facilitator, or None where there are too few.

    Parameters
    ----------
    facilitators : sequence of Facilitator
    rounds : sequence of sequences of (languages, people)
        What each table may speak (nothing: any), and who sits there.
    stream : Stream
        Decides between assignments that are equally good.

    Notes
    -----
    Each round is an assignment problem: first as many tables as possible whose facilitator
    speaks their language well, then the fewest meetings with people she has had. Small random
    whole numbers make the best assignment unique, so that every solver finds the same.
    """
    met: dict[str, set[str]] = {one.id: set() for one in facilitators}
    found = []
    for tables in rounds:
        cost = np.array(
            [[_cost(one, table, met[one.id]) for one in facilitators] for table in tables],
            dtype=np.int64,
        ).reshape(len(tables), len(facilitators))
        chosen = _best(cost, stream)
        names = [facilitators[k].id if k is not None else None for k in chosen]
        for name, (_, people) in zip(names, tables, strict=True):
            if name is not None:
                met[name].update(people)
        found.append(names)
    return found


def _cost(one: Facilitator, table: tuple[tuple[str, ...], Sequence[str]], met: set[str]) -> int:
    languages, people = table
    fits = not languages or not set(languages).isdisjoint(one.languages)
    return (0 if fits else _LANGUAGE) + len(met.intersection(people))


def _best(cost: NDArray[np.int64], stream: Stream) -> list[int | None]:
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  # needed here alone

    found: list[int | None] = [None] * len(cost)
    if cost.size:
        words = np.frombuffer(stream.take(4 * cost.size), dtype=">u4").reshape(cost.shape)
        ties = words.astype(np.int64) % _TIES
        # Sums stay below 2^53, where the solver's floats are exact.
        rows, columns = linear_sum_assignment(cost * (_TIES * min(cost.shape)) + ties)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            found[row] = column
    return found
