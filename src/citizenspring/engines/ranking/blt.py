"""BLT: the file in which counts by single transferable vote exchange ballots.

Read as streams of words: a ballot may span lines or share one. Understood are withdrawn
candidates (``-2``), equal ranks (``1=2``), ranks left empty (``-``), numbers of ballots in
parentheses, weights with decimals, nicknames and other options in brackets, comments after ``#``
or ``//``, and names with or without quotation marks.

References
----------
Hill, Wichmann and Woodall, "Algorithm 123:
Single transferable vote by Meek's method", Computer Journal 30, 1987, doi:10.1093/comjnl/30.3.277.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking.ballots import RankedBallot, RankedBallots
from citizenspring.engines.ranking.blt_words import read_words
from citizenspring.engines.ranking.lots import MOST_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from citizenspring.engines.ranking.blt_words import Words
    from citizenspring.engines.rows_of_csv import Progress

__all__ = ["Blt", "read_blt", "write_blt"]

_KIND = "an election in the BLT format"
_WEIGHT = re.compile(r"\d{1,12}(?:\.\d{1,6}|/\d{1,6})?")
_NUMBER = re.compile(r"\d{1,6}")


@dataclass(frozen=True)
class Blt:
    """An election as a BLT file holds it.

    Attributes
    ----------
    votes : RankedBallots
        Candidates are known by their names.
    seats : int
    title : str
    withdrawn : tuple of str
    candidates : tuple of str
        In the order of the file.
    notes : tuple of str
        What was found and has no effect here.
    """

    votes: RankedBallots
    seats: int
    title: str = ""
    withdrawn: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=(), repr=False)


def read_blt(path: Path, *, progress: Progress | None = None) -> Blt:
    """Read an election from a BLT file.

    Parameters
    ----------
    path : Path
    progress : Progress, optional

    Returns
    -------
    Blt

    Raises
    ------
    BadInput
        With file and line, when it is not what was expected.
    """
    with read_words(path, progress=progress) as words:
        return _Reading(words).election()


_Tiers = tuple[tuple[int, ...], ...]


class _Reading:
    """One file under way."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.count = self._whole("the number of candidates", most=MOST_OPTIONS)
        self.seats = self._whole("the number of seats", most=self.count)
        self.withdrawn: list[int] = []
        self.nicknames: dict[str, int] = {}
        self.notes: list[str] = []
        self.counted: dict[_Tiers, Fraction | int] = {}

    def election(self) -> Blt:
        self._read_ballots()
        names = self._names()
        named = (
            RankedBallot(
                tuple(tuple(names[one] for one in tier) for tier in tiers), Fraction(weight)
            )
            for tiers, weight in self.counted.items()
        )
        return Blt(
            votes=RankedBallots.of(named, options=names),
            seats=self.seats,
            title=" ".join(self.words.rest_of_lines()[:1]),
            withdrawn=tuple(names[one] for one in dict.fromkeys(self.withdrawn)),
            candidates=tuple(names),
            notes=tuple(self.notes),
        )

    def _whole(self, what: str, *, most: int) -> int:
        word = self.words.take(f"{what} first, then the ballots")
        if not _NUMBER.fullmatch(word) or not 1 <= int(word) <= most:
            raise self.words.refused(f"{what} is {word!r}", f"a whole number from 1 to {most:,}")
        return int(word)

    def _read_ballots(self) -> None:
        seen: dict[str, tuple[_Tiers, Fraction | int]] = {}
        while True:
            # Most ballots stand on a line of their own, and many lines are equal.
            line, at = self.words.whole_line(), self.words.line
            if line in seen:
                tiers, weight = seen[line]
                self.counted[tiers] += weight
                self.words.skip_line()
                continue
            word = self.words.take("a ballot, or 0 after the last one")
            if word == "0":
                return
            if word.startswith("["):
                self._option(word)
            elif word.startswith("-"):
                self.withdrawn.append(self._candidate(word[1:]))
            elif not word.startswith("("):
                tiers, weight = self._ballot(word)
                self.counted[tiers] = self.counted.get(tiers, 0) + weight
                if line is not None and self.words.is_at_end_of(at):
                    seen[line] = tiers, weight

    def _option(self, word: str) -> None:
        name, *rest = word.strip("[]").split() or [""]
        if name == "nick":
            self.nicknames = {nickname: at for at, nickname in enumerate(rest)}
        elif name == "withdrawn":
            self.withdrawn += [self._candidate(each) for each in rest]
        else:
            self.notes.append(f"The option [{name}] of the file has no effect here.")

    def _ballot(self, weight: str) -> tuple[_Tiers, Fraction | int]:
        if not _WEIGHT.fullmatch(weight) or weight.endswith("/0") or not Fraction(weight):
            expected = "how often the ballot was cast, above 0"
            raise self.words.refused(f"the ballot begins with {weight!r}", expected)
        tiers: list[list[int]] = []
        named: set[int] = set()
        while (word := self.words.take("the next choice, or 0 to end the ballot")) != "0":
            if word == "-":
                continue
            tier = [self._candidate(each) for each in word.split("=")]
            tiers.append(tier)
            for one in tier:
                if one in named:
                    found = f"candidate {one + 1} stands twice on the ballot"
                    raise self.words.refused(found, "each candidate once")
                named.add(one)
        frozen = tuple(tuple(sorted(tier)) for tier in tiers)
        return frozen, int(weight) if weight.isdecimal() else Fraction(weight)

    def _candidate(self, word: str) -> int:
        if word in self.nicknames:
            return self.nicknames[word]
        if not _NUMBER.fullmatch(word) or not 1 <= int(word) <= self.count:
            expected = f"a candidate from 1 to {self.count}"
            raise self.words.refused(f"the choice is {word!r}", expected)
        return int(word) - 1

    def _names(self) -> list[str]:
        found = self.words.names(self.count)
        if not found:
            return [str(at + 1) for at in range(self.count)]
        if len(found) < self.count:
            said = f"there are {len(found)} names"
            raise self.words.refused(said, f"a name for each of the {self.count} candidates")
        # Two candidates of one name stay two candidates.
        times = Counter(found)
        return [f"{name} ({at})" if times[name] > 1 else name for at, name in enumerate(found, 1)]


def write_blt(
    votes: RankedBallots,
    seats: int,
    *,
    title: str = "",
    withdrawn: Sequence[str] = (),
    candidates: Sequence[str] = (),
) -> str:
    """Write an election as the text of a BLT file.

    Parameters
    ----------
    votes : RankedBallots
    seats : int
    title : str
    withdrawn : sequence of str
    candidates : sequence of str, optional
        The order in which they are numbered; by id when not given.

    Raises
    ------
    BadInput
        When the candidates are not those of the ballots.

    Examples
    --------
    >>> votes = RankedBallots.of([["Ada", "Bo"], ["Ada", "Bo"], [["Ada", "Bo"]]])
    >>> print(write_blt(votes, 1, title="Who chairs?"), end="")
    2 1
    2 1 2 0
    1 1=2 0
    0
    "Ada"
    "Bo"
    "Who chairs?"
    """
    listed = list(candidates or votes.options)
    if set(listed) != set(votes.options):
        raise BadInput("the candidates differ from those of the ballots", expected="the same ones")
    number = {one: at for at, one in enumerate(listed, 1)}
    lines = [f"{len(listed)} {seats}", *(f"-{number[one]}" for one in withdrawn)]
    for ballot in votes.ballots:
        tiers = ("=".join(str(number[one]) for one in tier) for tier in ballot.tiers)
        lines.append(" ".join([_weight(ballot.weight), *tiers, "0"]))
    lines += ["0", *(_quoted(str(one)) for one in listed), _quoted(title)]
    return "\n".join(lines) + "\n"


def _weight(weight: Fraction) -> str:
    if weight.denominator == 1:
        return str(weight.numerator)
    decimal = f"{float(weight):.6f}".rstrip("0")
    return decimal if Fraction(decimal) == weight else str(weight)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
