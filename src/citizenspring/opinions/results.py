"""From the engine's map to what is published, and from there to what a reader sees.

``published`` turns a map into plain data that is kept with each version: small groups and small
cells are already hidden in it, so no page, download or API call can show them by mistake.
``read`` puts sentences in the reader's language beside the figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citizenspring.engines.opinions.placing import placing_of
from citizenspring.engines.opinions.protect import protected

from .results_picture import LETTERS, Dot, Frame, Outline, Picture, draw

if TYPE_CHECKING:
    from citizenspring.engines.opinions import OpinionMap
    from citizenspring.engines.opinions.result import Cell, Shared


__all__ = [
    "Counts",
    "GroupView",
    "Line",
    "Reading",
    "Results",
    "bridges",
    "published",
    "read",
    "read_picture",
]

TELLING = 4
SHOWN_FIRST = 5
Triple = list[int]


def published(found: "OpinionMap", *, smallest: int) -> dict[str, Any]:
    """The public figures of a map; groups and cells of fewer than ``smallest`` people are left out.

    Statements are named by their number.
    """
    counted = found.n_counted
    found = protected(found, smallest=smallest)
    place = {group.id: at for at, group in enumerate(found.groups)}
    picture = draw(
        [(x, y) for x, y in found.positions.tolist()],
        [place.get(label, -1) for label in found.group_of_row.tolist()],
    )
    return {
        "people": len(found.people),
        "counted": counted,
        "needed": found.needed,
        "mode": found.mode,
        "is_split": found.split.is_real and len(found.groups) > 1,
        "kind": found.split.kind,
        "chance": found.split.p_value,
        "groups": [_group(group) for group in found.groups],
        "protected": counted - found.n_counted,
        "statements": {
            str(row.statement): {
                "status": row.status,
                "all": _triple(row.everyone),
                "groups": [cell and _triple(cell) for cell in row.groups],
                "divides": round(row.divides, 4),
            }
            for row in found.rows
        },
        "common": [_shared(one) for one in found.common_ground],
        "bridging": [_shared(one) for one in found.bridging],
        "divisive": [_shared(one) for one in found.divisive],
        "picture": _picture(picture),
        "placing": _rounded(placing_of(found).plain()),
    }


def _group(group: Any) -> dict[str, Any]:
    return {
        "size": group.size,
        "centre": [round(value, 4) for value in group.centre],
        "telling": [[one.statement, one.direction] for one in group.representative],
    }


def _triple(cell: "Cell") -> Triple:
    return [cell.agree, cell.disagree, cell.passed]


def _shared(one: "Shared") -> list[Any]:
    return [one.statement, one.direction, round(one.score, 4), round(one.lowest, 4)]


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "dots": [[d.x, d.y, d.radius, d.group, d.people] for d in picture.dots],
        "outlines": [[o.group, o.path, o.label_x, o.label_y] for o in picture.outlines],
        "frame": [picture.frame.left, picture.frame.top, picture.frame.scale]
        if picture.frame
        else None,
    }


def _rounded(placing: dict[str, Any]) -> dict[str, Any]:
    placing["centre"] = [round(value, 5) for value in placing["centre"]]
    placing["directions"] = [[round(value, 5) for value in axis] for axis in placing["directions"]]
    return placing


@dataclass(frozen=True)
class Reading:
    """A sentence as this reader sees it, with its original beside it when it was translated."""

    number: int
    text: str
    language: str
    original: str
    original_language: str
    is_machine: bool
    address: str


@dataclass(frozen=True)
class Counts:
    """Votes on a statement: of everybody or of one group."""

    agree: int
    disagree: int
    passed: int

    @property
    def seen(self) -> int:
        return self.agree + self.disagree + self.passed

    @property
    def leaning(self) -> str:
        """What more of them vote: ``agree`` or ``disagree``."""
        return "agree" if self.agree >= self.disagree else "disagree"

    def has_majority(self, direction: str) -> bool:
        """Whether more than half of those who saw it vote in ``direction``."""
        return 2 * (self.agree if direction == "agree" else self.disagree) > self.seen

    @property
    def agree_percent(self) -> int:
        return round(100 * self.agree / self.seen) if self.seen else 0

    @property
    def disagree_percent(self) -> int:
        return round(100 * self.disagree / self.seen) if self.seen else 0


@dataclass(frozen=True)
class Line:
    """A statement with everybody's votes and each group's; a hidden cell is None."""

    statement: Reading
    direction: str
    everyone: Counts
    groups: tuple[tuple[str, Counts | None], ...]
    divides: float

    @property
    def lowest_percent(self) -> int | None:
        """The share that votes in ``direction`` in the group where it is lowest."""
        cells = [cell for _, cell in self.groups if cell]
        if not cells:
            return None
        return min(
            c.agree_percent if self.direction == "agree" else c.disagree_percent for c in cells
        )


@dataclass(frozen=True)
class GroupView:
    """A group in plain words: its letter, its size and what tells it from the others."""

    letter: str
    size: int
    percent: int
    agrees: tuple[Line, ...]
    disagrees: tuple[Line, ...]


@dataclass(frozen=True)
class Results:
    """Everything that the results page shows."""

    people: int
    counted: int
    needed: int
    votes: int
    statements: int
    is_split: bool
    has_gap: bool
    protected: int
    groups: tuple[GroupView, ...]
    common: tuple[Line, ...]
    bridging: tuple[Line, ...]
    divisive: tuple[Line, ...]
    lines: tuple[Line, ...]
    picture: Picture

    @property
    def letters(self) -> str:
        return LETTERS[: len(self.groups)]

    @property
    def outside(self) -> int:
        """People who stand in no group that is shown."""
        return self.people - sum(group.size for group in self.groups)


def read(
    result: Mapping[str, Any],
    readings: Mapping[int, Reading],
    *,
    votes: int,
    most: int = SHOWN_FIRST,
) -> Results:
    """Put the reader's sentences beside the published figures.

    Statements that may no longer be shown are missing from ``readings`` and drop out of every list.
    """
    lines = {
        number: _line(readings[number], row)
        for number, row in ((int(key), row) for key, row in result["statements"].items())
        if number in readings
    }
    return Results(
        people=result["people"],
        counted=result["counted"],
        needed=result["needed"],
        votes=votes,
        statements=sum(row["status"] == "shown" for row in result["statements"].values()),
        is_split=result["is_split"],
        # Versions drawn before kinds were told apart name none.
        has_gap=result.get("kind") != "gradient",
        protected=result["protected"],
        groups=tuple(
            _group_view(at, group, result, lines) for at, group in enumerate(result["groups"])
        ),
        common=_listed(result["common"], lines, most),
        bridging=_listed(bridges(result), lines, most),
        divisive=_listed(result["divisive"], lines, most),
        lines=tuple(lines.values()),
        picture=read_picture(result["picture"]),
    )


def bridges(result: Mapping[str, Any]) -> list[Sequence[Any]]:
    """The bridging statements whose published figures say so: a majority in every group."""
    return [entry for entry in result["bridging"] if _holds_in_every_group(entry, result)]


def _holds_in_every_group(entry: Sequence[Any], result: Mapping[str, Any]) -> bool:
    cells = result["statements"][str(entry[0])]["groups"]
    return all(cell and Counts(*cell).has_majority(entry[1]) for cell in cells)


def _line(reading: Reading, row: Mapping[str, Any]) -> Line:
    cells = tuple(Counts(*cell) if cell else None for cell in row["groups"])
    everyone = Counts(*row["all"])
    return Line(
        reading,
        everyone.leaning,
        everyone,
        tuple(zip(LETTERS, cells, strict=False)),
        row["divides"],
    )


def _listed(
    entries: Iterable[Sequence[Any]], lines: Mapping[int, Line], most: int
) -> tuple[Line, ...]:
    known = [(lines[int(entry[0])], entry[1]) for entry in entries if int(entry[0]) in lines]
    return tuple(_directed(line, direction) for line, direction in known[:most])


def _directed(line: Line, direction: str) -> Line:
    return Line(line.statement, direction, line.everyone, line.groups, line.divides)


def _group_view(
    at: int, group: Mapping[str, Any], result: Mapping[str, Any], lines: Mapping[int, Line]
) -> GroupView:
    telling = [(lines[int(n)], way) for n, way in group["telling"] if int(n) in lines]
    return GroupView(
        LETTERS[at],
        group["size"],
        round(100 * group["size"] / max(result["counted"], 1)),
        tuple(_directed(line, way) for line, way in telling if way == "agree")[:TELLING],
        tuple(_directed(line, way) for line, way in telling if way == "disagree")[:TELLING],
    )


def read_picture(data: Mapping[str, Any]) -> Picture:
    return Picture(
        dots=tuple(Dot(*dot) for dot in data["dots"]),
        outlines=tuple(Outline(*outline) for outline in data["outlines"]),
        frame=Frame(*data["frame"]) if data["frame"] else None,
    )
