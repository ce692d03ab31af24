"""BLT: the file in which counts by single transferable vote exchange ballots.

Read as streams of words: a ballot may span lines or share one. Understood are withdrawn
candidates (``-2``), equal ranks (``1=2``), ranks left empty (``-``), numbers of ballots in
parentheses, weights with decimals, nicknames and other options in brackets, comments after ``#``
or ``//`` or inside ``/* */``, and names with or without quotation marks. What makes no sense so
is read line by line: then ``0`` inside a ballot is a rank left empty, and none is needed at its
end.

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
_WEIGHT = re.compile(r"\d{1,12}(?:\.\d{0,18}|/\d{1,6})?|\.\d{1,18}")
_NUMBER = re.compile(r"\d{1,6}")
# A file in the other dialect shows it soon; a long one is not read twice for a late fault.
_EARLY = 20_000


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
    try:
        with read_words(path, progress=progress) as words:
            return _Reading(words).election()
    except BadInput as refused:
        if (refused.line or 0) > _EARLY:
            raise
        try:
            with read_words(path, progress=progress) as words:
                return _ByLines(words).election()
        except BadInput:
            raise refused from None


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
        self.seen: dict[str | None, tuple[_Tiers, Fraction | int]] = {}

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
        more = True
        while more:
            # Most ballots stand on a line of their own, and many lines are equal.
            line, at = self.words.whole_line(), self.words.line
            if line in self.seen:
                tiers, weight = self.seen[line]
                self.counted[tiers] += weight
                self.words.skip_line()
            else:
                more = self._read_next(line, at)

    def _read_next(self, line: str | None, at: int) -> bool:
        """Read what comes next; tell whether it was not the end."""
        word = self.words.take("a ballot, or 0 after the last one")
        if word == "0":
            return False
        if word.startswith("["):
            self._option(word)
        elif word.startswith("-"):
            self.withdrawn.append(self._candidate(word[1:]))
        elif not word.startswith("("):
            tiers, weight = self._ballot(word)
            self.counted[tiers] = self.counted.get(tiers, 0) + weight
            if line is not None and self.words.is_at_end_of(at):
                self.seen[line] = tiers, weight
            elif not tiers and at > 1:
                said = "a ballot without choices shares its line"
                raise self.words.refused(said, "a line of its own")
        return True

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
        choices = []
        while (word := self.words.take("the next choice, or 0 to end the ballot")) != "0":
            choices.append(word)
        return self._tiers(choices), int(weight) if weight.isdecimal() else Fraction(weight)

    def _tiers(self, choices: Sequence[str]) -> _Tiers:
        tiers: list[list[int]] = []
        named: set[int] = set()
        for word in choices:
            if word == "-":
                continue
            tier = [self._candidate(each) for each in word.split("=")]
            tiers.append(tier)
            for one in tier:
                if one in named:
                    found = f"candidate {one + 1} stands twice on the ballot"
                    raise self.words.refused(found, "each candidate once")
                named.add(one)
        return tuple(tuple(sorted(tier)) for tier in tiers)

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
        found = [name or str(at) for at, name in enumerate(found, 1)]
        # Two candidates of one name stay two candidates.
        times = Counter(found)
        return [f"{name} ({at})" if times[name] > 1 else name for at, name in enumerate(found, 1)]


class _ByLines(_Reading):
    """A file in which each ballot is a line."""

    def _read_next(self, line: str | None, at: int) -> bool:
        words = self.words.take_line("a ballot, or 0 after the last one")
        if words == ["0"]:
            return False
        if words[0].startswith("["):
            self._option(words[0])
        elif words[0].startswith("-"):
            self.withdrawn += [self._candidate(word[1:]) for word in words]
        elif tiers_and_weight := self._line_of_ballot(words[words[0].startswith("(") :]):
            tiers, weight = tiers_and_weight
            self.counted[tiers] = self.counted.get(tiers, 0) + weight
            if self.words.line == at:
                self.seen[line] = tiers, weight
        return True

    def _line_of_ballot(self, words: list[str]) -> tuple[_Tiers, Fraction | int] | None:
        weight = words[0] if words else ""
        if not _WEIGHT.fullmatch(weight) or weight.endswith("/0"):
            raise self.words.refused("the line is no ballot", "how often it was cast, and choices")
        tiers = self._tiers([word for word in words[1:] if word != "0"])
        return (tiers, Fraction(weight)) if Fraction(weight) else None


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
