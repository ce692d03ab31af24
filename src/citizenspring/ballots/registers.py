"""A register of voters as a CSV file: read whole, or refused with every wrong line named."""

import csv
import io
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from citizenspring.people.documents import plain_number

from .services.roll import RegisterRow

__all__ = ["LARGEST_REGISTER", "read_register"]

LARGEST_REGISTER = 10_000_000
MOST_LINES = 200_000
MOST_FAULTS = 20
COLUMNS = {
    "reference": ("reference", "référence", "referentie"),
    "name": ("name", "nom", "naam"),
    "place": ("place", "lieu", "plaats"),
}
LONGEST = {"reference": 100, "name": 120, "place": 50}


def read_register(content: bytes) -> list[RegisterRow]:
    """The voters of a file with the columns reference, name and place.

    Raises
    ------
    ValidationError
        With one sentence for each wrong line, twenty at most.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ValidationError(
            _("This file is not in UTF-8. Save it as “CSV UTF-8” and send it again.")
        ) from problem
    reader = _reader(text)
    try:
        columns = _columns(next(reader, []))
        return _rows(reader, columns)
    except csv.Error as problem:
        raise ValidationError(
            _("Line %(line)s cannot be read: look at its quotation marks.")
            % {"line": reader.line_num}
        ) from problem


def _reader(text: str) -> Any:
    head = text.split("\n", maxsplit=1)[0]
    # Spreadsheets of countries that write 1,5 part their columns with semicolons.
    mark = ";" if head.count(";") > head.count(",") else ","
    return csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)


def _columns(header: list[str]) -> dict[str, int]:
    found = [name.strip().casefold() for name in header]
    columns = {}
    for column, names in COLUMNS.items():
        places = [found.index(name) for name in names if name in found]
        if not places:
            raise ValidationError(
                _("There is no column “%(column)s”. The first line must name the columns.")
                % {"column": column}
            )
        columns[column] = places[0]
    return columns


def _rows(reader: Any, columns: dict[str, int]) -> list[RegisterRow]:
    rows: list[RegisterRow] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for cells in reader:
        line = reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        row = _row(cells, columns)
        if fault := _fault(row, seen, line):
            faults.append(fault)
        rows.append(row)
        if len(faults) >= MOST_FAULTS or len(rows) > MOST_LINES:
            break
    if len(rows) > MOST_LINES:
        faults.append(_("The file has more than 200,000 lines. Send it in parts."))
    if not rows:
        faults.append(_("The file names nobody. Write one voter on each line below the header."))
    if faults:
        raise ValidationError(faults)
    return rows


def _row(cells: list[str], columns: dict[str, int]) -> RegisterRow:
    found = {
        name: " ".join(cells[at].split()) if at < len(cells) else "" for name, at in columns.items()
    }
    return RegisterRow(found["reference"], found["name"], found["place"])


def _fault(row: RegisterRow, seen: dict[str, int], line: int) -> str:
    """What is wrong with a line, as a sentence; nothing if it is right."""
    facts: dict[str, object] = {"line": line}
    key = plain_number(row.reference)
    if not key:
        return _("Line %(line)s has no reference.") % facts
    if not row.name:
        return _("Line %(line)s has no name.") % facts
    if "\0" in f"{row.reference}{row.name}{row.place}":
        return _("Line %(line)s has a sign that cannot be kept.") % facts
    for name, longest in LONGEST.items():
        if len(getattr(row, name)) > longest:
            return _("Line %(line)s: the %(column)s is longer than %(longest)s signs.") % {
                **facts,
                "column": name,
                "longest": longest,
            }
    first = seen.setdefault(key, line)
    if first != line:
        return _("Line %(line)s repeats the reference of line %(first)s.") % {
            **facts,
            "first": first,
        }
    return ""
