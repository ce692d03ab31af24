"""Write a conversation the way Polis exports it, in four files."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citizenspring.engines.opinions.polis import PolisExport, PolisStatement

__all__ = ["write_polis"]

_RISKY = ("=", "+", "-", "@", "|", "%", "\t", "\r")
_STATEMENT_COLUMNS = [
    "timestamp",
    "datetime",
    "comment-id",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "is-meta",
    "is-seed",
    "comment-body",
]
_PERSON_COLUMNS = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"]


def write_polis(export: PolisExport, folder: Path | str) -> tuple[Path, ...]:
    """Write summary.csv, comments.csv, votes.csv and participants-votes.csv.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.

    Parameters
    ----------
    export : PolisExport
        Participants and statements have whole-number ids; names belong to the caller, who
        also decides in which order people get their numbers.
    folder : Path or str
        Made when it does not exist.

    Returns
    -------
    tuple of Path
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    written = (
        (place / "summary.csv", _summary_rows(export)),
        (place / "comments.csv", _comment_rows(export)),
        (place / "votes.csv", _vote_rows(export)),
        (place / "participants-votes.csv", _person_rows(export)),
    )
    for path, rows in written:
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
    return tuple(path for path, _ in written)


def _summary_rows(export: PolisExport) -> Iterator[list[object]]:
    counted: dict[str, object] = {
        "topic": "",
        "url": "",
        "views": export.votes.shape[0],
        "voters": export.votes.shape[0],
        "voters-in-conv": len(export.groups) or export.votes.shape[0],
        "commenters": len({one.author for one in export.statements if one.author is not None}),
        "comments": len(export.statements),
        "groups": len(set(export.groups.values())),
        "conversation-description": "",
    }
    for name, value in {**counted, **export.summary}.items():
        yield [name, _safe(value) if isinstance(value, str) else value]


def _comment_rows(export: PolisExport) -> Iterator[list[object]]:
    yield list(_STATEMENT_COLUMNS)
    votes = export.votes
    agree, disagree, _ = votes.tallies.tolist()
    for one in export.statements:
        at = votes.column_of[one.id]
        yield _comment_row(one, agree[at], disagree[at])


def _comment_row(one: PolisStatement, agree: int, disagree: int) -> list[object]:
    return [
        one.timestamp if one.timestamp is not None else "",
        _moment(one.timestamp),
        one.id,
        one.author if one.author is not None else "",
        agree,
        disagree,
        one.moderated,
        str(one.is_meta).lower(),
        str(one.is_seed).lower(),
        _safe(one.text),
    ]


def _vote_rows(export: PolisExport) -> Iterator[list[object]]:
    yield ["timestamp", "datetime", "comment-id", "voter-id", "vote"]
    for person, statement, vote in _ordered(export.votes.triples()):
        time = export.given.get((person, statement))
        yield [time if time is not None else "", _moment(time), statement, person, vote]


def _person_rows(export: PolisExport) -> Iterator[list[object]]:
    votes = export.votes
    wrote = Counter(one.author for one in export.statements if one.author is not None)
    yield [*_PERSON_COLUMNS, *votes.statements]
    for person in votes.people:
        given = votes.votes_of(person)
        cast = list(given.values())
        counts = [wrote[int(str(person))], len(cast), cast.count(1), cast.count(-1)]
        group = export.groups.get(int(str(person)), "")
        yield [person, group, *counts, *(given.get(one, "") for one in votes.statements)]


def _ordered(triples: Iterable[tuple[object, object, int]]) -> list[tuple[int, int, int]]:
    """Order votes by statement, then by person, as Polis does."""
    whole = [(int(str(person)), int(str(statement)), vote) for person, statement, vote in triples]
    return sorted(whole, key=lambda one: (one[1], one[0]))


def _moment(time: int | None) -> str:
    if time is None:
        return ""
    return datetime.fromtimestamp(time / 1000, tz=UTC).strftime("%a %b %d %H:%M:%S UTC %Y")


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_RISKY) else text
