"""Write budget votes in the ``.pb`` format of Pabulib."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from citizenspring.engines.budgeting.election import Election

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from citizenspring.engines.budgeting.pabulib import PbFile

__all__ = ["amount_text", "format_election", "format_pb", "format_sections", "write_pb"]

_POINTS = frozenset({"cumulative", "scoring"})


def write_pb(
    content: PbFile | Election, path: str | Path, *, funded: Collection[str] | None = None
) -> None:
    """Write a ``.pb`` file, with every column and key that was read.

    Parameters
    ----------
    content : PbFile or Election
    path : str or Path
    funded : collection of str, optional
        Ids to mark with 1 in the column ``selected``, all others with 0; left as it is when
        not given.
    """
    text = (
        format_election(content, funded=funded)
        if isinstance(content, Election)
        else format_pb(content, funded=funded)
    )
    Path(path).write_text(text, encoding="utf-8", newline="")


def format_pb(content: PbFile, *, funded: Collection[str] | None = None) -> str:
    """Return a file that was read as text again, lines ending in a line feed."""
    columns, rows = list(content.project_columns), [list(row) for row in content.project_rows]
    if funded is not None:
        columns, rows = _marked(columns, rows, content.project_columns.index("project_id"), funded)
    return format_sections(content.meta, columns, rows, content.vote_columns, content.vote_rows)


def format_election(
    content: Election,
    *,
    funded: Collection[str] | None = None,
    meta: Mapping[str, str] | None = None,
) -> str:
    """Return a vote as a new ``.pb`` text; voters are numbered from 1.

    Parameters
    ----------
    content : Election
    funded : collection of str, optional
    meta : mapping of str to str, optional
        More keys for META: description, country, unit, …
    """
    head = {
        **(meta or {}),
        "num_projects": str(len(content.projects)),
        "num_votes": str(content.n_voters),
        "budget": amount_text(content.budget),
        "vote_type": content.ballots.kind,
    }
    columns = ["project_id", "cost", "votes", "name", "category", "target"]
    rows = [
        [
            one.id,
            amount_text(one.cost),
            str(content.votes[one.id]),
            one.name,
            ",".join(one.categories),
            ",".join(one.targets),
        ]
        for one in content.projects
    ]
    if funded is not None:
        columns, rows = _marked(columns, rows, 0, funded)
    points = ["points"] if content.ballots.kind in _POINTS else []
    return format_sections(head, columns, rows, ["voter_id", "vote", *points], _votes(content))


def _votes(content: Election) -> Iterator[list[str]]:
    ballots, number = content.ballots, 0
    for at, weight in enumerate(ballots.weights.tolist()):
        entries = ballots.ballot(at)
        ordinal = ballots.kind == "ordinal"
        order = sorted(entries, key=entries.__getitem__) if ordinal else list(entries)
        cells = [",".join(content.projects[one].id for one in order)]
        if ballots.kind in _POINTS:
            points = (Fraction(entries[one], ballots.scale) for one in order)
            cells.append(",".join(amount_text(one) for one in points))
        for _ in range(weight):
            number += 1
            yield [str(number), *cells]


def _marked(
    columns: Sequence[str], rows: Sequence[Sequence[str]], ident: int, funded: Collection[str]
) -> tuple[list[str], list[list[str]]]:
    at = columns.index("selected") if "selected" in columns else len(columns)
    named = [*columns[:at], "selected", *columns[at + 1 :]]
    wide = [[*row, *[""] * (len(columns) - len(row))] for row in rows]
    marks = ["1" if row[ident].strip() in funded else "0" for row in wide]
    return named, [[*row[:at], mark, *row[at + 1 :]] for row, mark in zip(wide, marks, strict=True)]


def format_sections(
    meta: Mapping[str, str],
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    vote_columns: Sequence[str],
    votes: Iterable[Sequence[str]],
) -> str:
    """Return the three sections as text: META as given, the others with their headers."""
    stream = io.StringIO(newline="")
    out = csv.writer(stream, delimiter=";", lineterminator="\n")
    out.writerows([["META"], ["key", "value"], *meta.items()])
    out.writerows([["PROJECTS"], columns, *rows])
    out.writerows([["VOTES"], vote_columns])
    out.writerows(votes)
    return stream.getvalue()


def amount_text(value: Fraction) -> str:
    """Write an amount as a decimal where it is one."""
    if value.denominator == 1:
        return str(value.numerator)
    power = next((n for n in range(1, 19) if 10**n % value.denominator == 0), None)
    if power is None:
        return str(float(value))
    whole = abs(value.numerator) * (10**power // value.denominator)
    digits = str(whole).rjust(power + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-power]}.{digits[-power:]}"
