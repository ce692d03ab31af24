"""Read a gathering from CSV, whatever its columns are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.rows_of_csv import LARGEST, open_table
from citizenspring.engines.seating.arranging import MOST_PEOPLE
from citizenspring.engines.seating.languages import spoken_well
from citizenspring.engines.seating.people import Participant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from citizenspring.engines.rows_of_csv import Progress, Table

__all__ = ["Gathering", "column_of", "id_column", "name_in", "read_gathering"]

IDS = ("id", "person", "code", "number", "nr", "nationbuilder_id", "participant")
_LANGUAGES = ("language", "languages", "langue", "langues", "taal", "talen", "speaks")
_NEEDS = ("needs", "need", "care", "besoins", "noden")
_LANGUAGE_STEMS, _NEED_STEMS = ("lang", "tongue", "taal", "talen"), ("need", "besoin", "noden")
_OTHERS = ("name", "first_name", "last_name", "nom", "prenom", "naam", "voornaam", "email")
_KIND = "a gathering: an id, what to mix by, languages"
_FEW = 12
_MOST_YEAR = 10_000
_BANDS = 5


@dataclass(frozen=True)
class Gathering:
    """What a file says.

    Attributes
    ----------
    people : tuple of Participant
    attributes : tuple of str
        Columns to mix by.
    notes : tuple of str
        What was taken for what, in whole sentences.
    """

    people: tuple[Participant, ...]
    attributes: tuple[str, ...]
    notes: tuple[str, ...]


def read_gathering(
    path: Path,
    *,
    attributes: Sequence[str] | None = None,
    blank: str | None = None,
    progress: Progress | None = None,
    largest: int = LARGEST,
) -> Gathering:
    """Read the people of a gathering.

    Parameters
    ----------
    path : Path
        A CSV file with a header: a column of ids, columns to mix by, and, where wanted,
        ``language`` (``FR+NL``, levels allowed) and ``needs`` (``step-free+hearing-loop``).
    attributes : sequence of str, optional
        Columns to mix by; all that repeat themselves when not given. A column of many whole
        numbers is cut into five bands of as many people each.
    blank : str, optional
        What an empty cell stands for; without it an empty cell is refused.
    progress : Progress, optional
    largest : int
        Bytes a file may have.

    Raises
    ------
    BadInput
        Naming file, line and what was expected.
    """
    with open_table(path, attributes or (), _KIND, progress=progress, largest=largest) as table:
        columns = _Columns.of(table, attributes)
        rows = list(_rows(table, columns, blank))
    if not rows:
        raise BadInput("nobody is in the file", file=path.name, expected=_KIND)
    cells = {name: _spelt_alike([row.cells[name] for row in rows]) for name in columns.mixed}
    notes: list[str] = []
    chosen = _chosen(cells, attributes, notes)
    _refuse_empty(path.name, rows, chosen)
    for name in chosen:
        cells[name] = _banded(name, cells[name], blank, notes)
    people = tuple(
        Participant(row.id, {name: cells[name][k] for name in chosen}, row.languages, row.needs)
        for k, row in enumerate(rows)
    )
    return Gathering(people, tuple(chosen), tuple(notes))


@dataclass(frozen=True)
class _Columns:
    id: str
    language: str | None
    needs: str | None
    mixed: tuple[str, ...]

    @classmethod
    def of(cls, table: Table, attributes: Sequence[str] | None) -> _Columns:
        who = id_column(table)
        if who is None:
            raise BadInput(
                f"there is no column of ids among {', '.join(map(repr, table.header))[:120]}",
                file=table.name,
                line=1,
                expected="a column 'id'",
            )
        language = column_of(table, _LANGUAGES) or _only_one(
            table, _LANGUAGE_STEMS, str.__contains__
        )
        needs = column_of(table, _NEEDS) or _only_one(table, _NEED_STEMS, str.__contains__)
        others = {who, language, needs}
        mixed = tuple(
            name
            for name in table.header
            if name and name not in others and name.lower() not in _OTHERS
        )
        return cls(who, language, needs, tuple(attributes) if attributes is not None else mixed)


@dataclass(frozen=True)
class _Row:
    line: int
    id: str
    cells: dict[str, str]
    languages: tuple[str, ...]
    needs: frozenset[str]


def column_of(table: Table, names: Sequence[str]) -> str | None:
    """Return the first column of the table with one of these names, in capitals or not."""
    lower = {name.lower(): name for name in reversed(table.header)}
    return next((lower[name] for name in names if name in lower), None)


def id_column(table: Table) -> str | None:
    """Return the column with the ids, under its usual names or one that ends in "id"."""
    return column_of(table, IDS) or _only_one(table, ("_id", " id", "-id"), str.endswith)


def _only_one(table: Table, parts: Sequence[str], has: Callable[[str, str], bool]) -> str | None:
    """The column whose name has one of these parts; None when there are several or none."""
    found = [name for name in table.header if any(has(name.lower(), part) for part in parts)]
    return found[0] if len(found) == 1 else None


def name_in(cell: str) -> str:
    """Return what a cell says, without the apostrophe that keeps it from being a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text


def _rows(table: Table, columns: _Columns, blank: str | None) -> Iterator[_Row]:
    seen: dict[str, int] = {}
    for line, row in table:
        if not any(cell.strip() for cell in row):
            continue
        who = name_in(row[table.at[columns.id]])
        if not who:
            raise BadInput("the id is empty", file=table.name, line=line, expected="an id")
        if who in seen:
            found = f"the id {who[:40]!r} is in line {seen[who]} too"
            raise BadInput(found, file=table.name, line=line, expected="each person once")
        seen[who] = line
        if len(seen) > MOST_PEOPLE:
            found = f"there are more than {MOST_PEOPLE:,} people"
            raise BadInput(found, file=table.name, line=line, expected=f"at most {MOST_PEOPLE:,}")
        cells = {name: row[table.at[name]].strip() or blank or "" for name in columns.mixed}
        needs = row[table.at[columns.needs]] if columns.needs else ""
        yield _Row(line, who, cells, _languages(table, row, line, columns, blank), _needs(needs))


def _spelt_alike(values: Sequence[str]) -> list[str]:
    """The values, each spelt as it was first, whatever capitals and blanks follow."""
    first: dict[str, str] = {}
    return [first.setdefault(" ".join(one.split()).casefold(), one) for one in values]


def _refuse_empty(file: str, rows: Sequence[_Row], chosen: Sequence[str]) -> None:
    for row in rows:
        for name in chosen:
            if not row.cells[name]:
                found = f"the column {name!r} is empty"
                wish = "a value for everybody, or --blank with a word for none"
                raise BadInput(found, file=file, line=row.line, expected=wish)


def _languages(
    table: Table, row: list[str], line: int, columns: _Columns, blank: str | None
) -> tuple[str, ...]:
    if columns.language is None:
        return ()
    cell = row[table.at[columns.language]]
    if not cell.strip() and blank is None:
        found = f"the column {columns.language!r} is empty"
        raise BadInput(found, file=table.name, line=line, expected="at least one language")
    try:
        return spoken_well(cell)
    except BadInput as fault:
        raise BadInput(fault.found, file=table.name, line=line, expected=fault.expected) from None


def _needs(cell: str) -> frozenset[str]:
    parts = cell.replace("+", ";").replace(",", ";").replace("|", ";").split(";")
    return frozenset(part.strip().lower() for part in parts if part.strip())


def _chosen(
    cells: dict[str, list[str]], attributes: Sequence[str] | None, notes: list[str]
) -> list[str]:
    """Columns to mix by: those asked for, else those whose values come back."""
    if attributes is not None:
        return list(dict.fromkeys(attributes))
    found = []
    for name, values in cells.items():
        different = len(set(values))
        if different < 2:  # noqa: PLR2004  # one value: nothing to mix
            notes.append(f"The column {name!r} has one value and mixes nothing.")
        elif 2 * values.count("") >= len(values):
            notes.append(f"The column {name!r} is empty for most people: left out.")
        elif _is_measure(values) or 2 * different <= len(values) + 2:
            found.append(name)
        else:
            notes.append(f"The column {name!r} is nearly different for everybody: left out.")
    return found


def _is_number(values: Sequence[str]) -> bool:
    return all(value.isascii() and value.isdigit() and len(value) <= _FEW for value in values)


def _is_measure(values: Sequence[str]) -> bool:
    """Whether these are ages, years or the like, and not telephone numbers."""
    return _is_number(values) and all(int(value) < _MOST_YEAR for value in values)


def _banded(name: str, values: list[str], blank: str | None, notes: list[str]) -> list[str]:
    """Cut a column of many whole numbers into bands of as many people each."""
    said = [value for value in values if value != blank]
    if not said or not _is_number(said) or len(set(said)) <= _FEW:
        return values
    numbers = sorted(int(value) for value in said)
    bounds = sorted({numbers[len(numbers) * k // _BANDS] for k in range(_BANDS)})
    notes.append(f"The column {name!r} holds numbers: mixed in {len(bounds)} bands.")

    def band(value: str) -> str:
        if value == blank:
            return value
        low = max(bound for bound in bounds if bound <= int(value))
        above = [bound for bound in bounds if bound > low]
        return f"{low}-{above[0] - 1}" if above else f"{low}+"

    kept = {value: band(value) for value in set(values)}
    return [kept[value] for value in values]
