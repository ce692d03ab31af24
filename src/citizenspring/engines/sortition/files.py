"""Read and write the CSV files of sortition-algorithms: categories and respondents.

``categories.csv`` has a row per quota: ``feature`` (or ``category``), ``value`` (or
``name``), ``min``, ``max``, and perhaps ``min_flex`` and ``max_flex``. ``respondents.csv``
has a row per person: an id, a column per feature, and any others, which are kept.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.rows_of_csv import LARGEST, Table, open_table

from .letters import Stratum
from .pool import Person, Pool, Quota, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from citizenspring.engines.rows_of_csv import Progress

__all__ = [
    "read_categories",
    "read_households",
    "read_pool",
    "read_respondents",
    "write_pool",
    "write_respondents",
]

QUOTAS = "categories with the columns category, name, min, max"
MOST_PEOPLE = 100_000
"""Larger pools are no volunteers: letters to a whole city are drawn by `draw_households`."""

MOST_QUOTAS = 10_000

LETTERS = "strata with the columns stratum, households; or stratum, household"
PEOPLE = "respondents with an id and a column for each category"

_FEATURE = ("feature", "category", "catagory")
_VALUE = ("value", "name", "category value", "feature value")
_LEAST = ("min", "minimum")
_MOST = ("max", "maximum")
_ID = (
    *("id", "nationbuilder_id", "unique_id", "respondent_id", "person_id", "unique id", "key"),
    *("person", "participant", "respondent", "code", "number", "nr"),
)
_ENDS_IN_ID = re.compile(r"[\W_]id$")
_STREET = ("address", "primary_address1", "primary_address2", "address_line_1", "address_line_2")
_TOWN = ("primary_zip", "primary_city", "zip_royal_mail", "postcode")
_MOST_NAMED = 12


def read_pool(
    folder: Path,
    *,
    id_column: str | None = None,
    addresses: Sequence[str] | None = None,
    progress: Progress | None = None,
    largest: int = LARGEST,
) -> Pool:
    """Read ``categories.csv`` and ``respondents.csv`` of a folder.

    Parameters
    ----------
    folder : Path
    id_column : str, optional
        The column with the id; found by its usual names when not given.
    addresses : sequence of str, optional
        Columns that together are an address. None: the usual ones that are there; empty:
        no addresses.
    progress : callable, optional
        Told how many bytes of how many have been read.
    largest : int
        Bytes that a file may have.

    Raises
    ------
    BadInput
        With the file, the line and what was expected.
    """
    quotas = read_categories(folder / "categories.csv", largest=largest)
    path = folder / "respondents.csv"
    table = open_table(path, (), PEOPLE, progress=progress, largest=largest)
    with table:
        return read_respondents(table, quotas, id_column=id_column, addresses=addresses)


def read_categories(path: Path, *, largest: int = LARGEST) -> tuple[Quota, ...]:
    """Read the quotas.

    Raises
    ------
    BadInput
        When a number is missing, a minimum is above its maximum, or a value is there twice.
    """
    with open_table(path, (), QUOTAS, largest=largest) as table:
        at = _columns(table)
        found: dict[tuple[str, str], Quota] = {}
        spelt: dict[str, str] = {}
        for line, row in _filled(table):
            quota = _quota(table, at, row, line, spelt)
            key = (quota.feature, same(quota.value))
            if key in found:
                raise BadInput(f"{quota.name!r} is there twice", file=table.name, line=line)
            if len(found) >= MOST_QUOTAS:
                fault = f"there are more than {MOST_QUOTAS:,} quotas"
                raise BadInput(fault, file=table.name, line=line, expected="a row for each value")
            found[key] = quota
    if not found:
        raise BadInput("there is no quota", file=path.name, line=1, expected=QUOTAS)
    return tuple(found.values())


def read_respondents(
    table: Table,
    quotas: Sequence[Quota],
    *,
    id_column: str | None = None,
    addresses: Sequence[str] | None = None,
) -> Pool:
    """Read the people of an opened table.

    Raises
    ------
    BadInput
        When a column or a value is missing, a value has no quota, or an id is there twice.
    """
    names = {same(name): place for place, name in enumerate(table.header)}
    id_at = _id_place(table, names, id_column)
    homes = _address_places(table, names, addresses)
    read_values = _reader_of_values(table, names, quotas)
    people: list[Person] = []
    seen: dict[str, int] = {}
    for line, row in _filled(table):
        id_ = row[id_at].strip()
        if not id_:
            raise BadInput("there is no id", file=table.name, line=line)
        if id_ in seen:
            found = f"the id {id_!r} is that of line {seen[id_]} too"
            raise BadInput(found, file=table.name, line=line, expected="every id once")
        seen[id_] = line
        if len(people) >= MOST_PEOPLE:
            found = f"there are more than {MOST_PEOPLE:,} people"
            raise BadInput(found, file=table.name, line=line, expected="a pool of volunteers")
        home = " / ".join(filter(None, (same(row[place]) for place in homes)))
        people.append(Person(id_, read_values(line, row), home, tuple(row)))
    if not people:
        raise BadInput("there is nobody in the pool", file=table.name, line=1, expected=PEOPLE)
    return Pool(tuple(people), tuple(quotas), tuple(table.header))


def read_households(
    path: Path, *, largest: int = LARGEST
) -> tuple[tuple[Stratum, ...], dict[str, tuple[str, ...]]]:
    """Read where letters can go.

    Either a row per stratum (``stratum, households`` and perhaps ``response`` and ``share``),
    or a row per household (``stratum, household``).

    Returns
    -------
    strata : tuple of Stratum
    households : dict of str to tuple of str
        The households of each stratum; empty when the file only counts them.

    Raises
    ------
    BadInput
        When a column is missing or a figure is not a number.
    """
    with open_table(path, (), LETTERS, largest=largest) as table:
        at = {same(name): place for place, name in enumerate(table.header)}
        kind = "household" if "household" in at else "households"
        for name in ("stratum", kind):
            if name not in at:
                fault = f"there is no column {name!r}"
                raise BadInput(fault, file=table.name, line=1, expected=LETTERS)
        rows = [(line, _named(table, at, line, row)) for line, row in _filled(table)]
        if not rows:
            raise BadInput("there is no stratum", file=table.name, line=1, expected=LETTERS)
        if kind == "households":
            return _counted(table, rows), {}
        found = _one_by_one(table, rows)
        return tuple(Stratum(name, len(own)) for name, own in found.items()), found


def _named(table: Table, at: Mapping[str, int], line: int, row: Sequence[str]) -> dict[str, str]:
    cells = {name: row[place].strip() for name, place in at.items()}
    for name in ("stratum", "household"):
        if cells.get(name) == "":
            found = f"the {name} is empty"
            raise BadInput(found, file=table.name, line=line, expected=LETTERS)
    return cells


def _one_by_one(
    table: Table, rows: Iterable[tuple[int, Mapping[str, str]]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, int]] = {}
    for line, cells in rows:
        own, one = found.setdefault(cells["stratum"], {}), cells["household"]
        if own.setdefault(one, line) != line:
            fault = f"the household {one!r} is that of line {own[one]} too"
            raise BadInput(fault, file=table.name, line=line, expected="every household once")
    return {name: tuple(own) for name, own in found.items()}


def _counted(table: Table, rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[Stratum, ...]:
    found: dict[str, Stratum] = {}
    for line, cells in rows:
        name = cells["stratum"]
        if name in found:
            fault = f"the stratum {name!r} is there twice"
            raise BadInput(fault, file=table.name, line=line, expected="every stratum once")
        found[name] = _stratum(table, line, cells)
    return tuple(found.values())


def _stratum(table: Table, line: int, cells: Mapping[str, str]) -> Stratum:
    many = table.whole_number(cells["households"], "households", line)
    parts = []
    for name in ("response", "share"):
        text = cells.get(name, "")
        try:
            parts.append(float(text) if text else None)
        except ValueError:
            found = f"the {name} is {text[:_MOST_SHOWN]!r}"
            raise BadInput(found, file=table.name, line=line, expected="0.047, say") from None
    return Stratum(cells["stratum"], many, *parts)


def write_respondents(path: Path, people: Iterable[Person], pool: Pool) -> None:
    """Write people with every column they came with, to be read by other tools."""
    columns = pool.columns or ("id", *pool.features, "address")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for one in people:
            made = (one.id, *(one.values[name] for name in pool.features), one.address)
            writer.writerow(one.row if pool.columns else made)


def write_pool(folder: Path, pool: Pool) -> None:
    """Write a pool as ``categories.csv`` and ``respondents.csv``."""
    folder.mkdir(parents=True, exist_ok=True)
    flex = any(q.least_flex is not None or q.most_flex is not None for q in pool.quotas)
    with (folder / "categories.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["feature", "value", "min", "max", *(_FLEX if flex else ())])
        for one in pool.quotas:
            more = (one.least_flex, one.most_flex) if flex else ()
            seats = (str(one.least), str(one.most), *("" if x is None else str(x) for x in more))
            writer.writerow([one.feature, one.value, *seats])
    write_respondents(folder / "respondents.csv", pool.people, pool)


_FLEX = ("min_flex", "max_flex")


def _filled(table: Table) -> Iterator[tuple[int, list[str]]]:
    """The rows that say anything: spreadsheets leave empty ones at the end."""
    return ((line, row) for line, row in table if any(map(str.strip, row)))


def _columns(table: Table) -> dict[str, int]:
    names = {same(name): place for place, name in enumerate(table.header)}
    wanted = {"feature": _FEATURE, "value": _VALUE, "min": _LEAST, "max": _MOST}
    found = {}
    for key, spellings in wanted.items():
        place = next((names[one] for one in spellings if one in names), None)
        if place is None:
            fault = f"there is no column {key!r}"
            raise BadInput(fault, file=table.name, line=1, expected=QUOTAS)
        found[key] = place
    return found | {name: names[name] for name in _FLEX if name in names}


def _quota(
    table: Table, at: Mapping[str, int], row: Sequence[str], line: int, spelt: dict[str, str]
) -> Quota:
    feature, value = (" ".join(row[at[name]].split()) for name in ("feature", "value"))
    for name, text in (("feature", feature), ("value", value)):
        if not text:
            raise BadInput(f"the {name} is empty", file=table.name, line=line, expected=QUOTAS)
    feature = spelt.setdefault(same(feature), feature)
    least = table.whole_number(row[at["min"]].strip(), "min", line)
    most = table.whole_number(row[at["max"]].strip(), "max", line)
    if least > most:
        found = f"the minimum of {feature} {value} is {least}, above its maximum {most}"
        raise BadInput(found, file=table.name, line=line, expected="a minimum up to the maximum")
    flex = [_flex(table, at, row, line, name) for name in _FLEX]
    return Quota(feature, value, least, most, *flex)


def _flex(
    table: Table, at: Mapping[str, int], row: Sequence[str], line: int, name: str
) -> int | None:
    text = row[at[name]].strip() if name in at else ""
    # sortition-algorithms writes -1 where a quota may be stretched as far as needed.
    return table.whole_number(text, name, line) if text not in {"", "-1"} else None


def _id_place(table: Table, names: Mapping[str, int], named: str | None) -> int:
    wanted = _ID if named is None else (same(named),)
    place = next((names[one] for one in wanted if one in names), None)
    if place is None and named is None:
        alike = [at for name, at in names.items() if _ENDS_IN_ID.search(name)]
        place = alike[0] if len(alike) == 1 else None
    if place is None:
        fault = f"there is no column {named!r}" if named else "there is no column with an id"
        columns = ", ".join(table.header[:_MOST_NAMED])
        wish = f"a column id, or another one that --id names; the columns are {columns}"
        raise BadInput(fault, file=table.name, line=1, expected=wish)
    return place


def _address_places(
    table: Table, names: Mapping[str, int], wanted: Sequence[str] | None
) -> list[int]:
    if wanted is None:
        streets = [names[one] for one in _STREET if one in names]
        # A postcode without a street is no home: thousands live there.
        return [*streets, *(names[one] for one in _TOWN if one in names)] if streets else []
    for one in wanted:
        if same(one) not in names:
            found = f"there is no column {one!r} for the address"
            raise BadInput(found, file=table.name, line=1)
    return [names[same(one)] for one in wanted]


def _reader_of_values(
    table: Table, names: Mapping[str, int], quotas: Sequence[Quota]
) -> Callable[[int, Sequence[str]], dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    for quota in quotas:
        known.setdefault(quota.feature, {})[same(quota.value)] = quota.value
    for feature in known:
        if same(feature) not in names:
            found = f"there is no column {feature!r}, which categories.csv names"
            raise BadInput(found, file=table.name, line=1, expected=PEOPLE)
    places = [(feature, names[same(feature)], _Spellings(own)) for feature, own in known.items()]

    def read(line: int, row: Sequence[str]) -> dict[str, str]:
        try:
            return {feature: spellings[row[place]] for feature, place, spellings in places}
        except KeyError:
            raise _wrong_value(table, line, row, places) from None

    return read


def _wrong_value(
    table: Table, line: int, row: Sequence[str], places: Sequence[tuple[str, int, _Spellings]]
) -> BadInput:
    feature, text, known = next(
        (feature, row[place], spellings.known)
        for feature, place, spellings in places
        if same(row[place]) not in spellings.known
    )
    found = f"{feature} is {text[:_MOST_SHOWN]!r}" if text.strip() else f"{feature} is empty"
    return BadInput(found, file=table.name, line=line, expected=_one_of(known))


_MOST_SHOWN = 40


class _Spellings(dict[str, str]):
    """Every spelling met so far and the value it stands for."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, text: str) -> str:
        value = self.known[same(text)]
        self[text] = value
        return value


def _one_of(known: Mapping[str, str]) -> str:
    values = list(known.values())
    more = f" or {len(values) - _MOST_NAMED} more" if len(values) > _MOST_NAMED else ""
    return "one of " + ", ".join(values[:_MOST_NAMED]) + more
