"""Answers and ballots in CSV: the kind of file is recognised by its columns.

======================================  ==========================================
columns                                 kind
======================================  ==========================================
winner, loser [, count]                 pairwise answers
left, right, answer                     pairwise answers: left, right, equal, skip
voter, option, points                   points
voter, option                           approvals
voter, option, resistance               systemic consensing, 0 to 10
voter, option, rank                     ranked ballots, equal ranks allowed
rank1, rank2, … [, count]               ranked ballots; ``a=b`` for equal ranks
======================================  ==========================================

``ballot`` or ``person`` may stand for voter, ``candidate``, ``item`` or ``project`` for option.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking.ballots import RankedBallot, RankedBallots
from citizenspring.engines.ranking.comparisons import Comparisons
from citizenspring.engines.ranking.lots import MOST_OPTIONS
from citizenspring.engines.rows_of_csv import LARGEST, open_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from citizenspring.engines.ranking.comparisons import Answer
    from citizenspring.engines.rows_of_csv import Progress, Table

__all__ = ["CSV_COLUMNS", "Kind", "RankingFile", "read_labels", "read_rankings"]

Kind = Literal["pairwise", "points", "approval", "consensing", "ranked"]

CSV_COLUMNS = (
    "winner,loser[,count]; left,right,answer; voter,option; voter,option,points; "
    "voter,option,resistance; voter,option,rank; or rank1,rank2,…[,count]"
)
_SAME = {
    "ballot": "voter",
    "person": "voter",
    "candidate": "option",
    "item": "option",
    "project": "option",
    "score": "points",
}
_ANSWERS: dict[str, Answer] = {
    "left": "left",
    "l": "left",
    "right": "right",
    "r": "right",
    "equal": "equal",
    "=": "equal",
    "tie": "equal",
    "skip": "skip",
    "": "skip",
}
_RANK_COLUMN = re.compile(r"(?:rank|choice|preference)?[ _]?(\d{1,3})")
_MOST_SHOWN = 40
_MOST_TIMES = 1_000_000_000

Given = dict[str, dict[str, int]]


@dataclass(frozen=True)
class RankingFile:
    """What a CSV file holds.

    Attributes
    ----------
    kind : str
    comparisons : Comparisons or None
        For "pairwise".
    votes : RankedBallots or None
        For "ranked".
    given : mapping of voter to a mapping of option to int
        For "points", "approval" (always 1) and "consensing".
    """

    kind: Kind
    comparisons: Comparisons | None = None
    votes: RankedBallots | None = None
    given: Given = field(default_factory=dict, repr=False)


def read_rankings(
    path: Path, *, progress: Progress | None = None, largest: int = LARGEST
) -> RankingFile:
    """Read answers or ballots, whatever their kind.

    Parameters
    ----------
    path : Path
    progress : Progress, optional
    largest : int
        Bytes the file may have.

    Returns
    -------
    RankingFile

    Raises
    ------
    BadInput
        With file and line, when it is not what was expected.
    """
    with open_table(path, (), "answers or ballots", progress=progress, largest=largest) as table:
        columns = _columns(table.header)
        kind, read = _recognised(table, columns)
        rows = _Rows(table, columns)
        found = read(rows, kind)
        if rows.line == 1:
            raise rows.refused("no row follows the header", "at least one row")
        return found


def read_labels(path: Path, label: str) -> dict[str, str]:
    """Read the block of each option, or the group of each candidate: two columns.

    Parameters
    ----------
    path : Path
    label : str
        Name of the second column, such as "block" or "group".

    Raises
    ------
    BadInput
        When a column is missing or an option stands twice.
    """
    with open_table(path, (), f"option,{label}") as table:
        columns = _columns(table.header)
        for name in ("option", label):
            if name not in columns:
                found = f"there is no column {name!r}"
                raise BadInput(found, file=table.name, line=1, expected=f"option,{label}")
        rows = _Rows(table, columns)
        labels: dict[str, str] = {}
        for option, said in rows.of("option", label):
            if option in labels:
                raise rows.refused(f"{_shown(option)} stands twice", "each option once")
            labels[option] = said
        return labels


class _Rows:
    """Rows of a table, with the columns that matter and the line under way."""

    def __init__(self, table: Table, columns: dict[str, int]) -> None:
        self.table, self.columns, self.line = table, columns, 1
        self._options: set[str] = set()

    def of(self, *names: str) -> Iterator[list[str]]:
        at = [self.columns[name] for name in names]
        for line, row in self.table:
            self.line = line
            yield [row[place].strip() for place in at]

    def option(self, text: str) -> str:
        """Check one option's id."""
        if text not in self._options:
            if not text:
                raise self.refused("an option is empty", "the id of an option")
            self._options.add(text)
            if len(self._options) > MOST_OPTIONS:
                found = f"{_shown(text)} is one option more than {MOST_OPTIONS:,}"
                raise self.refused(found, f"at most {MOST_OPTIONS:,} different options")
        return text

    def whole(self, text: str, column: str) -> int:
        return self.table.whole_number(text, column, self.line)

    def count(self, text: str) -> int:
        times = self.whole(text, "count")
        if times > _MOST_TIMES:
            raise self.refused(f"the count is {times:,}", f"at most {_MOST_TIMES:,}")
        return times

    def refused(self, found: str, expected: str) -> BadInput:
        return BadInput(found, file=self.table.name, line=self.line, expected=expected)


def _columns(header: list[str]) -> dict[str, int]:
    plain = [name.strip().lower() for name in header]
    return {_SAME.get(name, name): at for at, name in enumerate(plain)}


def _recognised(
    table: Table, columns: dict[str, int]
) -> tuple[Kind, Callable[[_Rows, Kind], RankingFile]]:
    kinds: tuple[tuple[set[str], Kind, Callable[[_Rows, Kind], RankingFile]], ...] = (
        ({"winner", "loser"}, "pairwise", _wins),
        ({"left", "right", "answer"}, "pairwise", _answers),
        ({"voter", "option", "points"}, "points", _given),
        ({"voter", "option", "resistance"}, "consensing", _given),
        ({"voter", "option", "rank"}, "ranked", _long_ballots),
        ({"voter", "option"}, "approval", _given),
    )
    for needed, kind, read in kinds:
        if needed <= columns.keys():
            return kind, read
    if any(_RANK_COLUMN.fullmatch(name) for name in columns):
        return "ranked", _wide_ballots
    found = f"the columns are {_shown(','.join(table.header))}"
    raise BadInput(found, file=table.name, line=1, expected=CSV_COLUMNS)


def _wins(rows: _Rows, kind: Kind) -> RankingFile:
    counted: Counter[tuple[str, str]] = Counter()
    names = ["winner", "loser", *(["count"] if "count" in rows.columns else [])]
    for winner, loser, *rest in rows.of(*names):
        _different(rows, winner, loser)
        counted[winner, loser] += rows.count(rest[0]) if rest else 1
    wins = [(winner, loser, times) for (winner, loser), times in counted.items()]
    return RankingFile(kind, comparisons=Comparisons.from_wins(wins))


def _answers(rows: _Rows, kind: Kind) -> RankingFile:
    def told() -> Iterator[tuple[str, str, Answer]]:
        for left, right, answer in rows.of("left", "right", "answer"):
            _different(rows, left, right)
            said = _ANSWERS.get(answer.lower())
            if said is None:
                found = f"the answer is {_shown(answer)}"
                raise rows.refused(found, "left, right, equal or skip")
            yield left, right, said

    return RankingFile(kind, comparisons=Comparisons.from_answers(told()))


def _different(rows: _Rows, one: str, other: str) -> None:
    if rows.option(one) == rows.option(other):
        raise rows.refused(f"{_shown(one)} is compared with itself", "two different options")


def _given(rows: _Rows, kind: Kind) -> RankingFile:
    column = {"points": "points", "consensing": "resistance"}.get(kind)
    given: Given = {}
    for voter, option, *rest in rows.of("voter", "option", *([column] if column else [])):
        value = 1
        if column:
            value = rows.whole(rest[0], column)
            if kind == "consensing" and value > 10:  # noqa: PLR2004  # the method's own scale
                raise rows.refused(f"the resistance is {value}", "a whole number from 0 to 10")
        mine = given.setdefault(voter, {})
        if not option and not column:
            # An approval ballot left empty is a ballot all the same.
            continue
        if rows.option(option) in mine:
            raise rows.refused(f"{voter} names {_shown(option)} twice", "each option once a voter")
        mine[option] = value
    return RankingFile(kind, given=given)


def _long_ballots(rows: _Rows, kind: Kind) -> RankingFile:
    said: dict[str, dict[str, int]] = {}
    for voter, option, rank in rows.of("voter", "option", "rank"):
        mine = said.setdefault(voter, {})
        if rows.option(option) in mine:
            raise rows.refused(f"{voter} ranks {_shown(option)} twice", "each option once a voter")
        mine[option] = rows.whole(rank, "rank")
    counted: Counter[tuple[tuple[str, ...], ...]] = Counter()
    for mine in said.values():
        tiers: dict[int, list[str]] = {}
        for option, rank_ in mine.items():
            tiers.setdefault(rank_, []).append(option)
        counted[tuple(tuple(sorted(tiers[each])) for each in sorted(tiers))] += 1
    return _ranked(counted, kind)


def _wide_ballots(rows: _Rows, kind: Kind) -> RankingFile:
    ranks = {name: match for name in rows.columns if (match := _RANK_COLUMN.fullmatch(name))}
    names = sorted(ranks, key=lambda name: int(ranks[name][1]))
    counts = ["count"] if "count" in rows.columns else []
    counted: Counter[tuple[tuple[str, ...], ...]] = Counter()
    for cells in rows.of(*names, *counts):
        times = rows.count(cells.pop()) if counts else 1
        tiers = tuple(tuple(part.strip() for part in cell.split("=")) for cell in cells if cell)
        named = [rows.option(option) for tier in tiers for option in tier]
        if len(set(named)) < len(named):
            raise rows.refused("an option stands twice on the ballot", "each option once")
        counted[tiers] += times
    return _ranked(counted, kind)


def _ranked(counted: Counter[tuple[tuple[str, ...], ...]], kind: Kind) -> RankingFile:
    ballots = (RankedBallot(tiers, Fraction(times)) for tiers, times in counted.items() if times)
    options = {option for tiers in counted for tier in tiers for option in tier}
    return RankingFile(kind, votes=RankedBallots.of(ballots, options=options))


def _shown(text: str) -> str:
    return repr(text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…")
