"""The ballots of a ``.pb`` file as those of a poll."""

from collections.abc import Sequence
from dataclasses import dataclass

from citizenspring.ballots.ages import AGES
from citizenspring.engines.budgeting import PbFile
from citizenspring.engines.budgeting.pabulib_rows import parse_number
from citizenspring.engines.errors import BadInput

__all__ = ["Row", "Votes", "votes_of"]

LONGEST_PLACE = 50
NEIGHBOURHOODS = "neighborhood", "neighbourhood", "subdistrict", "district"
POINTS = frozenset({"cumulative", "scoring"})
# Option numbers, points beside them, place and age of one voter.
Row = tuple[tuple[int, ...], tuple[int, ...] | None, str, str]
MOST_POINTS = 2**31 - 1
# The last year of each age group but the last.
ENDS = 17, 34, 49, 64
OLDEST = 130


@dataclass(frozen=True)
class Votes:
    """All ballots in the order of the file, and the bounds within which they stay."""

    rows: list[Row]
    fewest: int
    most: int
    points: int
    most_each: int
    has_places: bool
    has_ages: bool


def votes_of(pb: PbFile, numbers: Sequence[int], file: str) -> Votes:
    """Turn positions of projects into option ``numbers``; points must be whole and not below 0."""
    ballots = pb.election.ballots
    has_points = ballots.kind in POINTS
    if has_points:
        _refuse_points(pb, file)
    types = [_ballot(pb, at, numbers, has_points=has_points) for at in range(ballots.n_types)]
    places = _places(pb)
    ages = _ages(pb)
    rows: list[Row] = [
        (*types[kind], place, age)
        for kind, place, age in zip(pb.voters.tolist(), places, ages, strict=True)
    ]
    sizes = [len(choices) for choices, _points in types]
    given = [points or (0,) for _choices, points in types]
    if max(map(sum, given)) > MOST_POINTS:
        found = f"a ballot gives more than {MOST_POINTS} points"
        raise BadInput(found, file=file, expected="fewer points")
    return Votes(
        rows,
        fewest=min(sizes),
        most=max(1, *sizes),
        points=max(1, *map(sum, given)),
        most_each=max(1, *map(max, given)),
        has_places=any(places),
        has_ages=any(ages),
    )


def _ballot(
    pb: PbFile, at: int, numbers: Sequence[int], *, has_points: bool
) -> tuple[tuple[int, ...], tuple[int, ...] | None]:
    entries = pb.election.ballots.ballot(at)
    if pb.election.ballots.kind == "ordinal":
        ranked = sorted(entries, key=entries.__getitem__)
        return tuple(numbers[one] for one in ranked), None
    pairs = sorted((numbers[one], value) for one, value in entries.items())
    choices = tuple(number for number, _value in pairs)
    return choices, tuple(value for _number, value in pairs) if has_points else None


def _refuse_points(pb: PbFile, file: str) -> None:
    ballots = pb.election.ballots
    found = "points have decimals" if ballots.scale != 1 else ""
    if ballots.values.size and int(ballots.values.min()) < 0:
        found = "points are below 0"
    if found:
        expected = "whole points from 0 up, as a ballot of this platform holds them"
        raise BadInput(found, file=file, expected=expected)


def _places(pb: PbFile) -> list[str]:
    """The neighbourhood of each voter, where the file says it."""
    cells = _column(pb, *NEIGHBOURHOODS)
    return ["" if cell.lower() == "none" else cell[:LONGEST_PLACE] for cell in cells]


def _ages(pb: PbFile) -> list[str]:
    """The age group of each voter, where the file says her age."""
    cells = _column(pb, "age")
    known = {cell: _group(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _group(cell: str) -> str:
    if cell in AGES:
        return cell
    age = parse_number(cell)
    if age is None or not 0 < age <= OLDEST:
        return ""
    return next(name for name, end in zip(AGES, (*ENDS, OLDEST), strict=True) if age <= end)


def _column(pb: PbFile, *names: str) -> list[str]:
    name = next((name for name in names if name in pb.vote_columns), "")
    if not name:
        return [""] * int(pb.voters.size)
    at = pb.vote_columns.index(name)
    return [row[at].strip() if len(row) > at else "" for row in pb.vote_rows]
