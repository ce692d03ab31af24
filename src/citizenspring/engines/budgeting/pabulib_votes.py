"""The VOTES section: rows by the hundred thousand, each different ballot looked at once."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.budgeting.ballots import Ballots
from citizenspring.engines.budgeting.pabulib_rows import Odd, parse_number, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.ballots import Kind
    from citizenspring.engines.budgeting.pabulib import Progress
    from citizenspring.engines.budgeting.pabulib_rows import Sections
    from citizenspring.engines.errors import BadInput

__all__ = ["VoteReader"]

# Few enough rows at once that the garbage collector never walks many of them.
_AT_ONCE = 1 << 12
_LARGEST = 1 << 62
_EMPTY = frozenset({"", "none"})
_POINTS = frozenset({"cumulative", "scoring"})
_SIMPLE = frozenset({"approval", "choose-1"})
_MAX_LENGTH = ("max_length", "max_length_unit", "max_length_district")
_MIN_LENGTH = ("min_length", "min_length_unit", "min_length_district")


class VoteReader:
    """Reads the rows of VOTES and merges what is written alike.

    Parameters
    ----------
    sections : Sections
        Standing behind the header of VOTES.
    header : sequence of str
    kind : str
    at : mapping of project id to position
    meta : mapping of str to str
    strict : bool
    """

    def __init__(  # because a vote is checked against all of these
        self,
        sections: Sections,
        header: Sequence[str],
        kind: Kind,
        at: Mapping[str, int],
        meta: Mapping[str, str],
        strict: bool,  # noqa: FBT001  # because it is passed on from the reader's own keyword
    ) -> None:
        self.header = tuple(header)
        self._sections = sections
        self._kind = kind
        self._at = at
        self._strict = strict
        self._longest = _limit(meta, _MAX_LENGTH)
        self._shortest = _limit(meta, _MIN_LENGTH)
        self._codes: dict[str | tuple[str, str], int] = {}
        self._first: list[int] = []
        self._of_voter: list[NDArray[np.int32]] = []
        self._ids: set[str] = set()
        self._count = 0
        self._sizes: list[int] = []
        self._columns: list[int] = []
        self._values: list[int | Fraction] = []
        self._odd: dict[str, list[int]] = {}
        self._again = 0
        for needed in ("vote", *(["points"] if kind in _POINTS else [])):
            if needed not in self.header:
                found = f"VOTES have no column {needed!r}"
                raise sections.wrong(found, f"{needed!r} in the header of {kind} votes")

    @property
    def notes(self) -> list[str]:
        """What is odd, one sentence each, with the number of voters."""
        voters = np.bincount(np.concatenate(self._of_voter)) if self._of_voter else np.zeros(0)
        found = [
            f"{what}: {int(voters[codes].sum())}; they count as they stand."
            for what, codes in self._odd.items()
        ]
        if self._again:
            found.append(f"Ballots of a voter_id that was there before: {self._again}; they count.")
        return found

    def read(self, progress: Progress | None) -> None:
        """Read all rows."""
        while chunk := self._sections.chunk(_AT_ONCE):
            self._add(chunk)
            if progress is not None:
                progress(self._sections.done, self._sections.size)
        if not self._count:
            raise self._sections.wrong("VOTES are empty", "at least one vote")

    def ballots(self) -> tuple[Ballots, NDArray[np.int32]]:
        """Return the ballots, and the type of each voter."""
        scale = lcm(*(value.denominator for value in set(self._values)))
        largest = max((abs(Fraction(value)) for value in set(self._values)), default=Fraction(0))
        if largest * scale * self._count * len(self._at) >= _LARGEST:
            said = "the points are too large or have too many decimals to be added up"
            raise self._sections.wrong(said, "fewer digits")
        values = [int(value * scale) for value in self._values] or None
        starts = np.concatenate([[0], np.cumsum(self._sizes)])
        voters = np.concatenate(self._of_voter)
        weights = np.bincount(voters, minlength=len(self._sizes))
        found, types = Ballots.grouped(
            starts,
            self._columns,
            values,
            weights,
            n_projects=len(self._at),
            kind=self._kind,
            scale=scale,
        )
        return found, types.astype(np.int32)[voters]

    def _add(self, chunk: list[list[str]]) -> None:
        self._check_width(chunk)
        vote = self.header.index("vote")
        if "voter_id" in self.header:
            self._check_ids([row[self.header.index("voter_id")] for row in chunk])
        said: list[str | tuple[str, str]]
        if self._kind in _POINTS:
            points = self.header.index("points")
            said = [(row[vote], row[points]) for row in chunk]
        else:
            said = [row[vote] for row in chunk]
        codes = self._codes
        known = len(codes)
        new: list[str | tuple[str, str]] = []
        for place, key in enumerate(said):
            if key not in codes:
                codes[key] = len(codes)
                self._first.append(self._count + place)
                new.append(key)
        self._of_voter.append(np.array([codes[key] for key in said], dtype=np.int32))
        self._count += len(chunk)
        for code, key in enumerate(new, known):
            self._parse(code, key)

    def _check_width(self, chunk: list[list[str]]) -> None:
        width = len(self.header)
        if set(map(len, chunk)) == {width}:
            return
        needed = 1 + max(
            self.header.index(name)
            for name in ("voter_id", "vote", "points")
            if name in self.header
        )
        for place, row in enumerate(chunk):
            if len(row) < needed or any(cell.strip() for cell in row[width:]):
                found = f"the vote has {len(row)} cells"
                raise self._wrong(self._count + place, found, f"{width} as the header")

    def _check_ids(self, ids: list[str]) -> None:
        fresh = set(ids)
        if len(fresh) < len(ids) or not fresh.isdisjoint(self._ids):
            for place, ident in enumerate(ids):
                if ident in self._ids:
                    if self._strict:
                        found = f"the voter {shown(ident)} is there twice"
                        raise self._odd_at(self._count + place, found, "each voter_id once")
                    self._again += 1
                self._ids.add(ident)
        self._ids |= fresh

    def _parse(self, code: int, key: str | tuple[str, str]) -> None:
        vote, points = key if isinstance(key, tuple) else (key, "")
        named = _split(vote)
        try:
            columns = [self._at[name] for name in named]
        except KeyError as unknown:
            found = f"the vote names the project {shown(unknown.args[0])}"
            raise self._wrong(self._first[code], found, "an id from PROJECTS") from None
        if len(set(columns)) < len(columns):
            twice = next(name for name in named if named.count(name) > 1)
            found = f"the vote names the project {shown(twice)} twice"
            if self._kind in _POINTS:
                raise self._wrong(self._first[code], found, "each project once")
            self._oddity(code, found, "each project once", "Ballots that name a project twice")
            columns = list(dict.fromkeys(columns))
        self._sizes.append(len(columns))
        self._columns += columns
        if self._kind not in _SIMPLE:
            self._values += self._points(code, columns, points)
        self._check_length(code, len(columns))

    def _points(self, code: int, columns: list[int], points: str) -> list[int | Fraction]:
        if self._kind == "ordinal":
            return list(range(1, len(columns) + 1))
        cells = _split(points)
        if len(cells) != len(columns):
            found = f"the vote names {len(columns)} projects and gives {len(cells)} points"
            raise self._wrong(self._first[code], found, "one number of points a project")
        return [self._point(code, cell) for cell in cells]

    def _point(self, code: int, cell: str) -> int | Fraction:
        if cell.isascii() and cell.isdigit() and len(cell) < 10:  # noqa: PLR2004  # because that fits any integer
            return int(cell)
        value = parse_number(cell)
        if value is None:
            raise self._wrong(self._first[code], f"the points are {shown(cell)}", "a number")
        return value

    def _check_length(self, code: int, length: int) -> None:
        if not length:
            self._oddity(code, "the vote is empty", "at least one project", "Empty ballots")
        elif self._kind == "choose-1" and length > 1:
            self._note(code, "Ballots of choose-1 with several projects")
        elif self._longest is not None and length > self._longest:
            self._note(code, f"Ballots with more than {self._longest} projects (max_length)")
        elif self._shortest is not None and length < self._shortest:
            self._note(code, f"Ballots with fewer than {self._shortest} projects (min_length)")

    def _oddity(self, code: int, found: str, expected: str, what: str) -> None:
        if self._strict:
            raise self._odd_at(self._first[code], found, expected)
        self._note(code, what)

    def _note(self, code: int, what: str) -> None:
        self._odd.setdefault(what, []).append(code)

    def _odd_at(self, number: int, found: str, expected: str) -> Odd:
        line = self._sections.line_of_vote(number)
        return Odd(found, file=self._sections.file or None, line=line or None, expected=expected)

    def _wrong(self, number: int, found: str, expected: str) -> BadInput:
        line = self._sections.line_of_vote(number)
        return self._sections.wrong(found, expected, line=line)


def _split(cell: str) -> list[str]:
    clean = cell.strip()
    if clean.lower() in _EMPTY:
        return []
    parts = clean.split(",")
    if " " in clean:
        parts = [part.strip() for part in parts]
    return parts if all(parts) else [part for part in parts if part]


def _limit(meta: Mapping[str, str], names: Sequence[str]) -> int | None:
    said = next((meta[name] for name in names if meta.get(name)), "")
    value = parse_number(said)
    return None if value is None or value <= 0 else int(value)
