"""Rows of a CSV file, read as a stream, with every fault named by file and line."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Protocol, Self

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

__all__ = ["LARGEST", "Progress", "Table", "open_table"]

LARGEST = 150_000_000
"""Bytes a file may have unless more is allowed: two million votes are about 120 MB."""

_LONGEST_LINE = 2_000_000
_REPORT_EVERY = 1 << 20
_MOST_DIGITS = 18
_MOST_SHOWN = 40


class Progress(Protocol):
    """Told how many bytes of how many have been read."""

    def __call__(self, done: int, total: int, /) -> None: ...


class Table:
    """A CSV file with a header, read row by row.

    Parameters
    ----------
    path : Path
    needed : sequence of str
        Columns that must be there.
    kind : str
        What the file should be, for the error ("a votes.csv exported by Polis").
    progress : Progress, optional
    """

    def __init__(
        self, path: Path, needed: Sequence[str], kind: str, *, progress: Progress | None = None
    ) -> None:
        self.path = path
        self.name = path.name
        self._kind = kind
        self._progress = progress
        self._line = 0
        self._total = path.stat().st_size
        self._stream: BinaryIO = path.open("rb")
        self._reader = csv.reader(self._lines(), strict=True)
        self.header = self._read_header(needed)
        self.at = {name: place for place, name in enumerate(self.header)}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row with the line it starts on."""
        width = len(self.header)
        while True:
            line = self._line + 1
            row = self._next()
            if row is None:
                break
            if not row:
                continue
            if len(row) != width:
                found = f"the row has {len(row)} columns"
                raise BadInput(found, file=self.name, line=line, expected=f"{width} as the header")
            yield line, row

    def whole_number(self, text: str, column: str, line: int) -> int:
        """Read a whole number from 0 up."""
        if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
            found = f"{column} is {_shown(text)}"
            raise BadInput(found, file=self.name, line=line, expected="a whole number")
        return int(text)

    def _read_header(self, needed: Sequence[str]) -> list[str]:
        try:
            header = [name.strip() for name in self._next() or []]
            fault = _fault(header, needed)
        except BadInput:
            self._stream.close()
            raise
        if fault:
            self._stream.close()
            raise BadInput(fault, file=self.name, line=1, expected=self._kind)
        return header

    def _next(self) -> list[str] | None:
        start = self._line + 1
        try:
            return next(self._reader, None)
        except csv.Error as error:
            found = f"the quotation marks do not fit ({error})"
            raise BadInput(found, file=self.name, line=start, expected=self._kind) from error

    def _lines(self) -> Iterator[str]:
        report_at = _REPORT_EVERY
        done = 0
        while raw := self._stream.readline(_LONGEST_LINE):
            self._line += 1
            done += len(raw)
            if len(raw) >= _LONGEST_LINE:
                raise self._refused("the line is longer than two million characters")
            text = self._decoded(raw)
            if "\0" in text:
                raise self._refused("there is a NUL byte")
            yield text
            if self._progress is not None and done >= report_at:
                self._progress(done, self._total)
                report_at = done + _REPORT_EVERY
        if self._progress is not None:
            self._progress(self._total, self._total)

    def _decoded(self, raw: bytes) -> str:
        try:
            return raw.decode("utf-8-sig" if self._line == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise self._refused("the text is not encoded in UTF-8") from error

    def _refused(self, found: str) -> BadInput:
        return BadInput(found, file=self.name, line=self._line, expected=f"{self._kind} in UTF-8")


def open_table(
    path: Path,
    needed: Sequence[str],
    kind: str,
    *,
    progress: Progress | None = None,
    largest: int = LARGEST,
) -> Table:
    """Open a CSV file after looking at its size and its first line.

    Raises
    ------
    BadInput
        When it cannot be opened, is too large, or lacks a column.
    """
    try:
        size = path.stat().st_size
        if size > largest:
            found = f"the file has {size / 1e6:.0f} MB"
            raise BadInput(found, file=path.name, expected=f"at most {largest / 1e6:.0f} MB")
        return Table(path, needed, kind, progress=progress)
    except OSError as error:
        found = f"the file cannot be read ({error.strerror})"
        raise BadInput(found, file=path.name, expected=kind) from error


def _fault(header: Sequence[str], needed: Sequence[str]) -> str | None:
    if not header:
        return "the file is empty"
    missing = [name for name in needed if name not in header]
    if missing:
        return f"there is no column {missing[0]!r}"
    twice = [name for name in header if header.count(name) > 1]
    return f"the column {_shown(twice[0])} is there twice" if twice else None


def _shown(text: str) -> str:
    return repr(text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…")
