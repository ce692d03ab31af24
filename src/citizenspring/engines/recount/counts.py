"""What the options of a vote got: names, points and first places."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from citizenspring.engines.recount.ballots_file import FileBallot

__all__ = ["COUNTS_HEADER", "counts_of", "counts_text"]

COUNTS_HEADER = ("option", "ballots", "points", "first")


def counts_of(ballots: Iterable[FileBallot], numbers: Sequence[int]) -> list[tuple[int, ...]]:
    """Return a row an option: its number, ballots that name it, its points, its first places.

    Examples
    --------
    >>> from citizenspring.engines.recount import FileBallot
    >>> counts_of([FileBallot("", (2, 1)), FileBallot("", (2,), (3,))], [1, 2])
    [(1, 1, 0, 0), (2, 2, 3, 2)]
    """
    named: Counter[int] = Counter()
    points: Counter[int] = Counter()
    first: Counter[int] = Counter()
    for each in ballots:
        named.update(each.choices)
        first.update(each.choices[:1])
        points.update(dict(zip(each.choices, each.points or (), strict=False)))
    return [(one, named[one], points[one], first[one]) for one in numbers]


def counts_text(rows: Iterable[tuple[int, ...]], *, is_ranked: bool) -> str:
    """Return counts.csv; first places say something only where options are ranked."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COUNTS_HEADER)
    writer.writerows(row if is_ranked else (*row[:-1], "") for row in rows)
    return text.getvalue()
