"""The map as data for programs and as lines for people."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from citizenspring.engines.opinions.picks import Representative
    from citizenspring.engines.opinions.result import Cell, Group, OpinionMap, Shared, StatementRow

__all__ = ["describe", "to_dict", "to_json"]

_LISTED = 5
_WIDTH = 88


def to_dict(found: OpinionMap, *, people: bool = False) -> dict[str, Any]:
    """Return the map as plain data, ready for JSON.

    Parameters
    ----------
    found : OpinionMap
    people : bool
        Whether to list every person with place and group; leave it off for publication.
    """
    plain: dict[str, Any] = {
        "mode": found.mode,
        "seed": found.seed,
        "people": len(found.people),
        "counted": found.n_counted,
        "votes_needed": found.needed,
        "split": {**asdict(found.split), "is_real": found.split.is_real},
        "tried": [asdict(one) for one in found.tried],
        "axes": {
            "centre": found.axes.centre.tolist(),
            "directions": found.axes.directions.tolist(),
            "shares": list(found.axes.shares),
        },
        "groups": [_group(group) for group in found.groups],
        "common_ground": [asdict(one) for one in found.common_ground],
        "bridging": [asdict(one) for one in found.bridging],
        "divisive": [asdict(one) for one in found.divisive],
        "consensus": [asdict(one) for one in found.consensus],
        "statements": [_row(row) for row in found.rows],
    }
    if people:
        plain["positions"] = [
            {"person": person, "x": x, "y": y, "group": None if label < 0 else label}
            for person, (x, y), label in zip(
                found.people, found.positions.tolist(), found.group_of_row.tolist(), strict=True
            )
        ]
    return plain


def to_json(found: OpinionMap, *, people: bool = False, indent: int | None = None) -> str:
    """Return the map as JSON; ids that JSON does not know become text."""
    plain = to_dict(found, people=people)
    return json.dumps(plain, ensure_ascii=False, indent=indent, default=str)


def describe(
    found: OpinionMap, texts: Mapping[Hashable, str] | None = None, *, listed: int = _LISTED
) -> str:
    """Tell the map in plain English, one thing a line.

    Parameters
    ----------
    found : OpinionMap
    texts : mapping of statement id to text, optional
    listed : int
        At most so many statements per list.
    """
    return "\n".join(_lines(found, texts or {}, listed))


def _lines(found: OpinionMap, texts: Mapping[Hashable, str], listed: int) -> Iterator[str]:
    yield f"{len(found.people)} people voted on {len(found.statements)} statements."
    yield f"{found.n_counted} of them are counted in groups (from {found.needed} votes on)."
    yield found.split.reason
    for group in found.groups:
        yield ""
        share = round(100 * group.size / max(1, found.n_counted))
        yield f"Group {group.id + 1}: {group.size} people ({share} %)"
        for one in group.representative[:listed]:
            yield f"  {_stand(one)}: {_text(one.statement, texts)}"
    lists = (
        ("What all groups share", found.common_ground),
        ("What bridges them", found.bridging),
        ("What divides them", found.divisive),
    )
    for title, shared in lists:
        if shared:
            yield ""
            yield f"{title}:"
        for item in shared[:listed]:
            yield f"  {_shared(item, found)}: {_text(item.statement, texts)}"


def _stand(one: Representative) -> str:
    word = "agree" if one.direction == "agree" else "disagree"
    return f"{one.votes} of {one.seen} {word}"


def _shared(one: Shared, found: OpinionMap) -> str:
    row = found.row_of(one.statement)
    cells = [row.everyone] if len(found.groups) == 1 else list(row.groups)
    return " | ".join("hidden" if cell is None else _percent(cell, one) for cell in cells)


def _percent(cell: Cell, one: Shared) -> str:
    votes = cell.agree if one.direction == "agree" else cell.disagree
    word = "agree" if one.direction == "agree" else "disagree"
    return f"{round(100 * votes / cell.seen)} % {word}" if cell.seen else "not seen"


def _text(statement: Hashable, texts: Mapping[Hashable, str]) -> str:
    text = " ".join(texts.get(statement, "").split())
    said = f"#{statement} {text}".strip()
    return said if len(said) <= _WIDTH else said[: _WIDTH - 1] + "…"


def _group(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "size": group.size,
        "centre": list(group.centre),
        "representative": [asdict(one) for one in group.representative],
    }


def _row(row: StatementRow) -> dict[str, Any]:
    return asdict(row)
