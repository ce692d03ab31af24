"""The words of a BLT file with the lines they stand on."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from citizenspring.engines.rows_of_csv import Progress

__all__ = ["Words", "read_words"]

_LONGEST_LINE = 2_000_000
_REPORT_EVERY = 1 << 20
_MOST_SHOWN = 40
_KIND = "an election in the BLT format"
_TOKEN = re.compile(
    r'\s*(?:/\*.*?\*/|(#|//).*|("(?:\\.|[^"\\])*")|(\([^)]*\))|(\[[^\]]*\])|([^\s"#(\[]+)|(.))'
)
_QUOTED = re.compile(r'"((?:\\.|""|[^"\\])*)"')
_BALLOT = re.compile(r"[\d\s=.()-]*\s0|0")
_COMMENT = re.compile(r'^((?:[^"#]|"(?:\\.|[^"\\])*")*)#.*$')
_SPECIAL = frozenset('"#([/')


class Words:
    """A stream of words.

    Parameters
    ----------
    stream : binary file
    name : str
        Of the file, for errors.
    total : int
        Its size in bytes.
    progress : Progress, optional
    """

    def __init__(
        self, stream: BinaryIO, name: str, total: int, progress: Progress | None = None
    ) -> None:
        self.name, self.line = name, 0
        self._stream, self._total, self._progress = stream, total, progress
        self._done, self._report_at = 0, _REPORT_EVERY
        self._waiting: list[str] = []
        self._rest: list[str] = []
        self._ahead: str | None = None

    def take(self, expected: str) -> str:
        """Return the next word.

        Raises
        ------
        BadInput
            When there is none, or a mark is opened and never closed.
        """
        while not self._waiting:
            text = self._next_line() if self._ahead is None else self._ahead
            self._ahead = None
            if text is None:
                raise self.refused("the file ends too early", expected)
            self._waiting = self._split(text)[::-1]
        word = self._waiting.pop()
        return word if len(word) <= _MOST_SHOWN or word[0] in "[(" else word[:_MOST_SHOWN] + "…"

    def whole_line(self) -> str | None:
        """Return the next line when nothing of it was taken yet; it stays to be taken."""
        if self._waiting:
            return None
        if self._ahead is None:
            self._ahead = self._next_line()
        return self._ahead

    def take_line(self, expected: str) -> list[str]:
        """Return all words of the next line that has any."""
        first = self.take(expected)
        found = [first, *reversed(self._waiting)]
        self._waiting = []
        return found

    def skip_line(self) -> None:
        """Take the whole line that was looked at."""
        self._ahead = None

    def is_at_end_of(self, line: int) -> bool:
        """Whether every word of this line is taken and none of the next one."""
        return self.line == line and not self._waiting

    def names(self, count: int) -> list[str]:
        """Return the names of the candidates, with or without quotation marks."""
        lines = []
        if self._waiting:
            lines.append(" ".join(reversed(self._waiting)))
        while (text := self._next_line()) is not None:
            lines.append(text)
        found: list[str] = []
        for line in lines:
            bare = _COMMENT.sub(r"\1", line).strip()
            quoted = _QUOTED.findall(bare)
            if quoted:
                found += [re.sub(r'\\(.)|"(")', r"\1\2", name).strip() for name in quoted]
            elif bare:
                if len(found) < count and _BALLOT.fullmatch(bare):
                    said = f"{bare[:_MOST_SHOWN]!r} stands behind the 0 that ends the ballots"
                    raise self.refused(said, "the names of the candidates")
                found.append(bare)
        self._rest = found[count:]
        return found[:count]

    def rest_of_lines(self) -> list[str]:
        """Return what stands after the names: the title, and what else there is."""
        return self._rest

    def refused(self, found: str, expected: str) -> BadInput:
        """Return the error for what was found on this line."""
        return BadInput(found, file=self.name, line=max(self.line, 1), expected=expected)

    def _split(self, text: str) -> list[str]:
        if _SPECIAL.isdisjoint(text):
            return text.split()
        found = []
        for comment, quoted, parens, brackets, word, other in _TOKEN.findall(text.rstrip()):
            if comment:
                break
            if other:
                raise self.refused(f"{other!r} is opened and not closed", _KIND)
            found.append(quoted or parens or brackets or word)
        return [each for each in found if each]

    def _next_line(self) -> str | None:
        raw = self._stream.readline(_LONGEST_LINE)
        if not raw:
            return None
        self.line += 1
        self._done += len(raw)
        if self._progress is not None and self._done >= self._report_at:
            self._progress(self._done, self._total)
            self._report_at = self._done + _REPORT_EVERY
        if len(raw) >= _LONGEST_LINE or b"\0" in raw:
            raise self.refused("this is no text", _KIND)
        try:
            return raw.decode("utf-8-sig" if self.line == 1 else "utf-8")
        except UnicodeDecodeError:
            # The format is older than UTF-8: many files in use are in Latin-1.
            return raw.decode("latin-1")


@contextmanager
def read_words(path: Path, *, progress: Progress | None = None) -> Iterator[Words]:
    """Open a file of words.

    Raises
    ------
    BadInput
        When it cannot be opened.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        found = f"the file cannot be read ({error.strerror})"
        raise BadInput(found, file=path.name, expected=_KIND) from error
    with stream:
        yield Words(stream, path.name, path.stat().st_size, progress)
