"""What an engine says when it cannot go on.

::

    EngineError
    ├── BadInput      a file or value that is not what was expected
    └── Infeasible    conditions that cannot all hold
"""

from __future__ import annotations

__all__ = ["BadInput", "EngineError", "Infeasible"]


class EngineError(Exception):
    """Anything an engine refuses to do, in one sentence a person can act on."""


class BadInput(EngineError):
    """A file or a value is not what was expected.

    Parameters
    ----------
    found : str
        What is wrong, as the start of a sentence, without a full stop.
    file : str, optional
        The file it was found in.
    line : int, optional
        The line of that file, counted from 1.
    expected : str, optional
        What should have been there instead.

    Examples
    --------
    >>> print(BadInput("the vote is '7'", file="votes.csv", line=12, expected="-1, 0 or 1"))
    votes.csv, line 12: the vote is '7'; expected -1, 0 or 1.
    >>> print(BadInput("no statement is left to vote on"))
    No statement is left to vote on.
    """

    def __init__(
        self,
        found: str,
        *,
        file: str | None = None,
        line: int | None = None,
        expected: str | None = None,
    ) -> None:
        self.found = found
        self.file = file
        self.line = line
        self.expected = expected
        super().__init__(found, file, line, expected)

    def __str__(self) -> str:
        place = self.file or ""
        if self.line is not None:
            place = f"{place}, line {self.line}" if place else f"Line {self.line}"
        wish = f"; expected {self.expected}" if self.expected else ""
        said = self.found if place else self.found[:1].upper() + self.found[1:]
        return f"{place}: {said}{wish}." if place else f"{said}{wish}."


class Infeasible(EngineError):
    """The conditions cannot all hold at once; the message names what to relax."""
