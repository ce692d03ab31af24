"""The published ballots: one line each, in the order of their trackers."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["HEADER", "FileBallot", "ballot_lines", "read_ballots", "safe", "unsafe"]

HEADER = ("tracker", "choices", "points", "place", "age")
_FORMULA_STARTS = ("=", "+", "-", "@", "|", "%", "\t", "\r")
_AT_ONCE = 2_000
_TRACKER_DIGITS = 64
_KIND = "the ballots of a published poll"


@dataclass(frozen=True)
class FileBallot:
    """One ballot.

    Parameters
    ----------
    tracker : str
        64 hexadecimal digits.
    choices : tuple of int
        Numbers of options: rising, or best first where they are ranked.
    points : tuple of int, optional
        Beside the choices, where points are given.
    place, age : str
        What the voter said and ten others share, or nothing.
    """

    tracker: str
    choices: tuple[int, ...]
    points: tuple[int, ...] | None = None
    place: str = ""
    age: str = ""


def safe(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), unsafe("'=1+1"), safe("Jette")
    ("'=1+1", '=1+1', 'Jette')
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def unsafe(cell: str) -> str:
    """Return the text that `safe` made the cell of."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell


def ballot_lines(ballots: Iterable[FileBallot]) -> Iterator[bytes]:
    r"""Yield the file in pieces, header first.

    >>> b"".join(ballot_lines([FileBallot("00" * 32, (2, 5), None, "Jette")])).splitlines()[1]
    b'0000000000000000000000000000000000000000000000000000000000000000,2 5,,Jette,'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for number, each in enumerate(ballots, start=1):
        choices, points = _numbers(each.choices), _numbers(each.points or ())
        writer.writerow((each.tracker, choices, points, safe(each.place), safe(each.age)))
        if number % _AT_ONCE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def read_ballots(text: str, file: str) -> Iterator[FileBallot]:
    """Yield the ballots of a published file.

    Raises
    ------
    BadInput
        Naming the line that is not a ballot.
    """
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if tuple(next(rows, ())) != HEADER:
            raise BadInput("the header is wrong", file=file, line=1, expected=",".join(HEADER))
        for row in rows:
            yield _ballot(row, file, rows.line_num)
    except csv.Error as error:
        raise BadInput(str(error), file=file, line=rows.line_num, expected=_KIND) from error


def _ballot(row: list[str], file: str, line: int) -> FileBallot:
    if len(row) != len(HEADER):
        raise BadInput(f"the line has {len(row)} cells", file=file, line=line, expected="5")
    tracker, choices, points, place, age = row
    if len(tracker) != _TRACKER_DIGITS or set(tracker) - set("0123456789abcdef"):
        raise BadInput("the tracker is damaged", file=file, line=line, expected="64 hex digits")
    given = _read_numbers(points, file, line) if points else None
    return FileBallot(
        tracker, _read_numbers(choices, file, line), given, unsafe(place), unsafe(age)
    )


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


def _read_numbers(cell: str, file: str, line: int) -> tuple[int, ...]:
    parts = cell.split(" ") if cell else []
    if not all(part.isascii() and part.isdigit() and len(part) <= 10 for part in parts):  # noqa: PLR2004  # digits of the largest number of points
        raise BadInput(f"{cell[:40]!r} are not numbers", file=file, line=line, expected="1 4 7")
    return tuple(map(int, parts))
