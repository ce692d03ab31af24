"""Seat lists as CSV: one row a person, one column a round; read again to re-seat."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.rows_of_csv import open_table
from citizenspring.engines.seating.reading import id_column, name_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import TextIO

    from citizenspring.engines.seating.result import Seating

__all__ = ["read_seats", "safe_cell", "seat_rows", "write_seats"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("Ada")
    ("'=1+1", 'Ada')
    """
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text


def seat_rows(seating: Seating) -> Iterator[list[str]]:
    """Yield the header and a row for each person: id and her table in each round."""
    yield ["id", *(f"round_{one.number}" for one in seating.rounds)]
    for person, tables in seating.seats.items():
        yield [safe_cell(person), *(str(table) if table else "" for table in tables)]


def write_seats(seating: Seating, stream: TextIO) -> None:
    """Write the seat list as CSV."""
    csv.writer(stream, lineterminator="\n").writerows(seat_rows(seating))


def read_seats(path: Path) -> Mapping[str, tuple[int, ...]]:
    """Read a seat list: tables of each person by round, 0 where she has none.

    Raises
    ------
    BadInput
    """
    found: dict[str, tuple[int, ...]] = {}
    kind = "a seat list: id, round_1, round_2 and so on"
    with open_table(path, (), kind) as table:
        who = id_column(table)
        rounds = [name for name in table.header if name.lower().startswith("round")]
        if who is None or not rounds:
            raise BadInput("a column is missing", file=table.name, line=1, expected=kind)
        for line, row in table:
            person = name_in(row[table.at[who]])
            if not person or person in found:
                what = f"{person!r} is there twice" if person else "the id is empty"
                raise BadInput(what, file=table.name, line=line, expected="each person once")
            cells = [row[table.at[name]].strip() for name in rounds]
            found[person] = tuple(
                table.whole_number(cell, name, line) if cell else 0
                for cell, name in zip(cells, rounds, strict=True)
            )
    if not found:
        raise BadInput("nobody is in the file", file=path.name, expected=kind)
    return found
