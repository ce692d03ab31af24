"""Sections, rows and cells of a ``.pb`` file, each with its line."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from itertools import chain, islice
from typing import TYPE_CHECKING

from citizenspring.engines.budgeting.election import Project
from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["NAMES", "Odd", "Sections", "parse_number", "parse_project", "shown"]

NAMES = ("meta", "projects", "votes")
_NUMBER = re.compile(r"[+-]?(\d{1,40}([.,]\d{0,40})?|[.,]\d{1,40})([eE][+-]?\d{1,2})?$", re.ASCII)
# Thousands may stand apart by a space, also by one that never breaks.
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
# Names this reader looks up; others may be written in any way, even twice.
_KEYS = frozenset(
    ["budget", "vote_type", "num_projects", "num_votes", "district", "subunit"]
    + [f"{end}_length{part}" for end in ("min", "max") for part in ("", "_unit", "_district")]
)
_DECISIVE = frozenset({"budget", "vote_type"})
_COLUMNS = frozenset({"project_id", "cost", "votes", "selected", "voter_id", "vote", "points"})
_LARGEST = 10**15
_MOST_SHOWN = 40
_CATEGORIES = ("category", "categories")
_TARGETS = ("target", "targets", "beneficiaries")


class Odd(BadInput):
    """Something that is counted as it stands where the reader is not strict."""


class Sections:
    """A ``.pb`` text, read section by section."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.size = len(text)
        self._text = text
        self._stream = io.StringIO(text, newline="")
        self._reader = csv.reader(self._stream, delimiter=";", strict=False)
        self._rows: Iterator[list[str]] = self._reader
        self._waiting: list[str] | None = None
        self._seen: set[str] = set()
        self.notes: list[str] = []

    @property
    def line(self) -> int:
        """Line that was read last, from 1."""
        return self._reader.line_num

    @property
    def done(self) -> int:
        """Characters that have been read."""
        return self._stream.tell()

    def wrong(self, found: str, expected: str, *, line: int | None = None) -> BadInput:
        """Return the error for the line that was read last, or for the given one."""
        at = self.line if line is None else line
        return BadInput(found, file=self.file or None, line=at or None, expected=expected)

    def next_header(self) -> tuple[str, list[str]] | None:
        """Return the next section's name and header, or None at the end."""
        row = self._waiting or self._next()
        self._waiting = None
        if row is None:
            return None
        name = section_of(row)
        if name is None:
            raise self.wrong(f"the line begins with {shown(row[0])}", "META, PROJECTS or VOTES")
        if name in self._seen:
            raise self.wrong(f"the section {name.upper()} is there twice", "each section once")
        self._seen.add(name)
        header = [cell.strip().lower() for cell in self._next() or []]
        if section_of(header) is not None or not header:
            raise self.wrong(f"{name.upper()} has no header", "a line of column names")
        twice = [cell for cell in header if cell in _COLUMNS and header.count(cell) > 1]
        if twice:
            raise self.wrong(f"the column {shown(twice[0])} is there twice", "each column once")
        return name, header

    def rows(self) -> Iterator[list[str]]:
        """Yield the rows of the section."""
        while (row := self._next()) is not None:
            if section_of(row) is not None:
                self._waiting = row
                return
            yield row

    def pairs(self) -> dict[str, str]:
        """Read a section of keys and values."""
        found: dict[str, str] = {}
        for row in self.rows():
            key = row[0].strip()
            key = key.lower() if key.lower() in _KEYS else key
            if len(row) < 2:  # noqa: PLR2004  # because a key has a value
                raise self.wrong(f"the line has only {shown(row[0])}", "key;value")
            # A value with a semicolon that nobody quoted is still one value.
            value = ";".join(row[1:]).strip() if any(row[2:]) else row[1].strip()
            if found.get(key, value) != value:
                twice = f"the key {shown(key)} is there twice"
                if key in _DECISIVE:
                    raise self.wrong(twice, "each key once")
                self.notes.append(f"Line {self.line}: {twice}; the last value is kept.")
            found[key] = value
        return found

    def chunk(self, size: int) -> list[list[str]]:
        """Return up to `size` more rows of the section, empty at its end."""
        if self._waiting is not None:
            return []
        try:
            found = list(islice(self._rows, size))
        except csv.Error as error:
            raise self._unreadable(error) from error
        if found and min(map(len, found)) > 1:
            return found
        end = next((at for at, row in enumerate(found) if section_of(row)), len(found))
        if end < len(found):
            self._waiting = found[end]
            self._rows = chain(found[end + 1 :], self._rows)
        kept = [row for row in found[:end] if any(cell.strip() for cell in row)]
        return kept if kept or not found[:end] else self.chunk(size)

    def line_of_vote(self, number: int) -> int:
        """Return the line on which vote `number`, from 0, stands."""
        again = Sections(self._text, self.file)
        for name, _ in iter(again.next_header, None):
            for at, _row in enumerate(again.rows()):
                if name == "votes" and at == number:
                    return again.line
        return self.line

    def line_of_meta(self, key: str) -> int | None:
        """Return the line on which a key of META stands, None when it does not."""
        again = Sections(self._text, self.file)
        for name, _ in iter(again.next_header, None):
            for row in again.rows():
                if name == "meta" and row[0].strip().lower() == key:
                    return again.line
            return None
        return None

    def _next(self) -> list[str] | None:
        try:
            for row in self._rows:
                if any(cell and not cell.isspace() for cell in row):
                    return row
        except csv.Error as error:
            raise self._unreadable(error) from error
        return None

    def _unreadable(self, error: csv.Error) -> BadInput:
        return self.wrong(f"the line cannot be read ({error})", "cells divided by semicolons")


def section_of(row: Sequence[str]) -> str | None:
    """Name of the section a row opens, None when it opens none."""
    name = row[0].strip().lower() if row else ""
    return name if name in NAMES and not any(cell.strip() for cell in row[1:]) else None


def parse_number(text: str) -> Fraction | None:
    """Read a decimal number, with a point or a comma; None when it is none, or no real amount."""
    clean = text.strip()
    if not clean.isascii() or " " in clean:
        clean = _SPACED.sub("", clean)
    if not _NUMBER.match(clean):
        return None
    value = Fraction(clean.replace(",", "."))
    return value if abs(value) <= _LARGEST else None


def parse_project(sections: Sections, header: Sequence[str], row: list[str]) -> Project:
    """Read a row of PROJECTS."""
    if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
        found = f"the project has {len(row)} cells"
        raise sections.wrong(found, f"{len(header)} as the header (quote text with semicolons)")
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
    ident = cells.get("project_id", "")
    if not ident:
        raise sections.wrong("a project has no id", "project_id in every row")
    cost = parse_number(cells.get("cost", ""))
    if cost is None:
        found = f"the cost of project {shown(ident)} is {shown(cells.get('cost', ''))}"
        raise sections.wrong(found, "an amount such as 1500 or 1500.50")
    return Project(
        ident, cost, _text(cells.get("name", "")), _list(cells, _CATEGORIES), _list(cells, _TARGETS)
    )


def _text(cell: str) -> str:
    return "" if cell.lower() == "none" else cell


def _list(cells: dict[str, str], names: Sequence[str]) -> tuple[str, ...]:
    said = next((cells[name] for name in names if cells.get(name)), "")
    return tuple(each.strip() for each in _text(said).split(",") if each.strip())


def shown(text: str) -> str:
    """Return a text in quotes, cut where it is long."""
    return repr(text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…")
