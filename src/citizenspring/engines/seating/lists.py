"""The smaller files beside a gathering: pins, pairs, tables, facilitators, who is absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.rows_of_csv import open_table
from citizenspring.engines.seating.languages import spoken_well
from citizenspring.engines.seating.people import Facilitator, Pin, Place
from citizenspring.engines.seating.reading import column_of, id_column, name_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from citizenspring.engines.rows_of_csv import Table

__all__ = ["read_absent", "read_facilitators", "read_groups", "read_pins", "read_places"]

_TABLES = ("table", "tafel", "number", "nr")
_PINS = "pins: person, table, round"
_ALL = {"", "all", "*"}
_MOST_NUMBER = 100_000


def read_pins(path: Path, people: Collection[str], rounds: int) -> tuple[Pin, ...]:
    """Read who must sit where: columns ``person``, ``table`` and, where wanted, ``round``.

    Raises
    ------
    BadInput
        Naming the line of somebody unknown and of a pin that contradicts an earlier one.
    """
    found: list[Pin] = []
    held: dict[tuple[str, int], tuple[int, int]] = {}
    with open_table(path, (), _PINS) as table:
        who = _who(table)
        if column_of(table, ["table"]) is None:
            raise BadInput("there is no column 'table'", file=table.name, line=1, expected=_PINS)
        for line, row in _filled(table):
            person = _known(table, row[table.at[who]], line, people)
            pin = Pin(person, _number(table, row, "table", line), _round(table, row, line, rounds))
            for number in range(1, rounds + 1):
                if pin.holds_in(number):
                    before = held.setdefault((person, number), (pin.table, line))
                    if before[0] != pin.table:
                        what = (
                            f"{person!r} is pinned to table {pin.table} in round {number}, and in"
                            f" line {before[1]} to table {before[0]}"
                        )
                        raise BadInput(what, file=table.name, line=line, expected="one table")
            found.append(pin)
    return tuple(found)


def read_groups(
    path: Path, people: Collection[str], *, pairs: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Read groups of people, one a row, in as many columns as the header has.

    With `pairs`, each row is two people.
    """
    found = []
    with open_table(path, (), "one group of ids a row") as table:
        for line, row in _filled(table):
            group = tuple(_known(table, cell, line, people) for cell in row if cell.strip())
            fits = len(group) == 2 if pairs else len(group) > 1  # noqa: PLR2004  # a pair
            if not fits or len(set(group)) < len(group):
                raise BadInput(
                    f"the row names {len(set(group))} people",
                    file=table.name,
                    line=line,
                    expected="two different people" if pairs else "two or more different people",
                )
            found.append(group)
    return tuple(found)


def read_places(path: Path) -> tuple[Place, ...]:
    """Read the tables of a room: columns ``table`` and, where wanted, ``seats`` and ``offers``."""
    found: dict[int, Place] = {}
    with open_table(path, (), "tables: table, seats, offers") as table:
        column = column_of(table, _TABLES)
        if column is None:
            raise BadInput("there is no column 'table'", file=table.name, line=1, expected="it")
        for line, row in _filled(table):
            number = _number(table, row, column, line)
            if number in found:
                raise BadInput(f"table {number} is there twice", file=table.name, line=line)
            seats = _number(table, row, "seats", line) if _said(table, row, "seats") else None
            offers = _said(table, row, "offers").lower().replace("+", ";").replace(",", ";")
            parts = frozenset(part.strip() for part in offers.split(";") if part.strip())
            found[number] = Place(number, seats, parts)
    return tuple(found.values())


def read_facilitators(path: Path) -> tuple[Facilitator, ...]:
    """Read who leads tables: a column of ids and, where wanted, ``language``."""
    found: dict[str, Facilitator] = {}
    with open_table(path, (), "facilitators: id, language") as table:
        who = _who(table)
        language = column_of(table, ("language", "languages", "langue", "langues", "taal", "talen"))
        for line, row in _filled(table):
            name = name_in(row[table.at[who]])
            if not name or name in found:
                what = f"{name!r} is there twice" if name else "the id is empty"
                raise BadInput(what, file=table.name, line=line, expected="each person once")
            try:
                spoken = spoken_well(row[table.at[language]]) if language else ()
            except BadInput as fault:
                raise BadInput(
                    fault.found, file=table.name, line=line, expected=fault.expected
                ) from None
            found[name] = Facilitator(name, spoken)
    return tuple(found.values())


def read_absent(path: Path, people: Collection[str]) -> tuple[str, ...]:
    """Read who did not come: a column of ids."""
    with open_table(path, (), "those who are absent: id") as table:
        who = _who(table)
        found = [_known(table, row[table.at[who]], line, people) for line, row in _filled(table)]
    return tuple(dict.fromkeys(found))


def _filled(table: Table) -> Iterator[tuple[int, list[str]]]:
    """The rows that say anything: spreadsheets leave empty ones at the end."""
    return ((line, row) for line, row in table if any(map(str.strip, row)))


def _who(table: Table) -> str:
    found = id_column(table)
    if found is None:
        raise BadInput("there is no column of ids", file=table.name, line=1, expected="'id'")
    return found


def _known(table: Table, cell: str, line: int, people: Collection[str]) -> str:
    person = name_in(cell)
    if person not in people:
        found = f"{person[:40]!r} is not among the people"
        raise BadInput(found, file=table.name, line=line, expected="an id of the gathering")
    return person


def _said(table: Table, row: list[str], column: str) -> str:
    name = column_of(table, [column.lower()])
    return row[table.at[name]].strip() if name is not None else ""


def _number(table: Table, row: list[str], column: str, line: int) -> int:
    number = table.whole_number(_said(table, row, column), column, line)
    if not 1 <= number <= _MOST_NUMBER:
        expected = f"a number from 1 to {_MOST_NUMBER:,}"
        raise BadInput(f"{column} is {number}", file=table.name, line=line, expected=expected)
    return number


def _round(table: Table, row: list[str], line: int, rounds: int) -> int | None:
    said = _said(table, row, "round")
    if said.lower() in _ALL:
        return None
    number = table.whole_number(said, "round", line)
    if not 1 <= number <= rounds:
        expected = f"a round from 1 to {rounds}"
        raise BadInput(f"round is {number}", file=table.name, line=line, expected=expected)
    return number
