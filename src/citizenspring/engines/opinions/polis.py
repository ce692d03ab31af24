"""Conversations as Polis exports them: summary, comments, votes, participants-votes.

Old exports and new ones differ in columns; each is read by its name. In these files 1
means agree, -1 disagree, 0 pass, and an empty cell not seen.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.opinions.counted import counted_over_time
from citizenspring.engines.opinions.votes import VoteMatrix
from citizenspring.engines.rows_of_csv import LARGEST, open_table

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

from citizenspring.engines.rows_of_csv import Progress, Table

__all__ = ["PolisExport", "PolisStatement", "find_files", "read_polis"]

_VOTE = {"1": 1, "0": 0, "-1": -1}
_COMMENTS = ("comment-id", "comment-body")
_VOTES = ("comment-id", "voter-id", "vote")
_PEOPLE = ("participant",)
_TRUE = {"true", "t", "1"}


@dataclass(frozen=True)
class PolisStatement:
    """A row of comments.csv.

    Attributes
    ----------
    id : int
    text : str
    author : int or None
    moderated : int
        1 accepted, 0 not looked at, -1 taken out.
    agrees, disagrees : int or None
        As the file counts them.
    is_meta, is_seed : bool
    timestamp : int or None
        Milliseconds since 1970.
    """

    id: int
    text: str
    author: int | None = None
    moderated: int = 0
    agrees: int | None = None
    disagrees: int | None = None
    is_meta: bool = False
    is_seed: bool = False
    timestamp: int | None = None


@dataclass(frozen=True, eq=False)
class PolisExport:
    """An exported conversation.

    Attributes
    ----------
    summary : dict of str to str
        "topic", "url", "conversation-description" and the counts, as the file has them.
    statements : tuple of PolisStatement
        In rising order of id; ids may have gaps.
    votes : VoteMatrix
        With the moderated-out and meta statements marked.
    groups : dict of int to int
        Polis's own group of each participant who has one.
    given : dict of (int, int) to int
        Time of each counted vote by (participant, statement), in milliseconds, where known.
    counted : frozenset of int
        Who took part in Polis's groups, followed through time; see
        :func:`~citizenspring.engines.opinions.counted.counted_over_time`.
    notes : tuple of str
        Where the files disagree with each other, in English sentences.
    """

    summary: dict[str, str]
    statements: tuple[PolisStatement, ...]
    votes: VoteMatrix = field(repr=False)
    groups: dict[int, int] = field(repr=False)
    given: dict[tuple[int, int], int] = field(repr=False)
    counted: frozenset[Hashable] = field(default=frozenset(), repr=False)
    notes: tuple[str, ...] = ()


def find_files(folder: Path) -> dict[str, Path]:
    """Find the exported files of a folder by the end of their names.

    Returns
    -------
    dict
        "summary", "comments", "votes" and "people" where found.

    Raises
    ------
    BadInput
        When the folder does not exist or holds no votes.
    """
    if not folder.is_dir():
        raise BadInput(f"there is no folder {folder}", expected="a folder exported by Polis")
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        kind = _kind(path.name.lower())
        if kind is None or not path.is_file():
            continue
        if kind in found:
            both = f"{found[kind].name} and {path.name} are both there"
            raise BadInput(both, file=folder.name, expected="one conversation per folder")
        found[kind] = path
    if "votes" not in found and "people" not in found:
        raise BadInput(
            "there is neither a votes.csv nor a participants-votes.csv",
            file=folder.name,
            expected="a folder exported by Polis",
        )
    return found


def read_polis(
    folder: Path | str, *, progress: Progress | None = None, largest: int = LARGEST
) -> PolisExport:
    """Read an exported conversation; a fault is one sentence and nothing is half read.

    Parameters
    ----------
    folder : Path or str
        Holds votes.csv or participants-votes.csv, and better all four files.
    progress : callable, optional
        Called with (bytes read, bytes in all) of the file being read.
    largest : int
        Refuse larger files, in bytes.

    Raises
    ------
    BadInput
        Naming file, line and what was expected.
    """
    files = find_files(Path(folder))
    statements = _read_comments(files, progress, largest)
    groups, cells = _read_people(files, progress, largest)
    times: list[int] = []
    cast = _read_votes(files, times, progress, largest) if "votes" in files else cells
    in_time = sorted(range(len(times)), key=times.__getitem__) or range(len(cast))
    counted = counted_over_time(cast[at] for at in in_time)
    given = {(p, s): at for (p, s, _), at in zip(cast, times, strict=False) if at}
    votes = VoteMatrix.from_triples(
        cast,
        statements=[one.id for one in statements],
        moderated_out=[one.id for one in statements if one.moderated < 0],
        meta=[one.id for one in statements if one.is_meta],
    )
    summary = _read_summary(files, largest)
    notes = [*_count_notes(summary, statements, cast), *_cell_notes(votes, cells)]
    return PolisExport(summary, statements, votes, groups, given, counted, tuple(notes))


def _kind(name: str) -> str | None:
    ends = {
        "summary.csv": "summary",
        "comments.csv": "comments",
        "participants-votes.csv": "people",
        "participant-votes.csv": "people",
        "votes.csv": "votes",
    }
    return next((kind for end, kind in ends.items() if name.endswith(end)), None)


def _read_comments(
    files: Mapping[str, Path], progress: Progress | None, largest: int
) -> tuple[PolisStatement, ...]:
    if "comments" not in files:
        return ()
    found: dict[int, PolisStatement] = {}
    kind = "a comments.csv exported by Polis"
    with open_table(
        files["comments"], _COMMENTS, kind, progress=progress, largest=largest
    ) as table:
        for line, row in table:
            one = _statement(table, line, row)
            if one.id in found:
                twice = f"statement {one.id} is there twice"
                raise BadInput(twice, file=table.name, line=line, expected="each statement once")
            found[one.id] = one
        if not found:
            raise BadInput("there is no statement", file=table.name, line=2, expected=kind)
    return tuple(found[key] for key in sorted(found))


def _statement(table: Table, line: int, row: list[str]) -> PolisStatement:
    def cell(column: str) -> str:
        return row[table.at[column]].strip() if column in table.at else ""

    def number(column: str) -> int | None:
        text = cell(column)
        return table.whole_number(text, column, line) if text else None

    moderated = cell("moderated") or "0"
    if moderated not in _VOTE:
        found = f"moderated is {moderated[:40]!r}"
        raise BadInput(found, file=table.name, line=line, expected="-1, 0 or 1")
    return PolisStatement(
        id=table.whole_number(cell("comment-id"), "comment-id", line),
        text=row[table.at["comment-body"]],
        author=number("author-id"),
        moderated=_VOTE[moderated],
        agrees=number("agrees"),
        disagrees=number("disagrees"),
        is_meta=cell("is-meta").lower() in _TRUE,
        is_seed=cell("is-seed").lower() in _TRUE,
        timestamp=number("timestamp"),
    )


def _read_votes(
    files: Mapping[str, Path],
    times: list[int],
    progress: Progress | None,
    largest: int,
) -> list[tuple[int, int, int]]:
    """Read votes.csv in the order of its rows; add the times, 0 where missing, to `times`."""
    triples: list[tuple[int, int, int]] = []
    kind = "a votes.csv exported by Polis"
    with open_table(files["votes"], _VOTES, kind, progress=progress, largest=largest) as table:
        statement_at, person_at, vote_at = (table.at[name] for name in _VOTES)
        time_at = table.at.get("timestamp")
        for line, row in table:
            vote = _VOTE.get(row[vote_at].strip())
            if vote is None:
                raise _wrong_vote(table, line, row[vote_at])
            person = table.whole_number(row[person_at], "voter-id", line)
            statement = table.whole_number(row[statement_at], "comment-id", line)
            triples.append((person, statement, vote))
            time = row[time_at] if time_at is not None else ""
            times.append(table.whole_number(time, "timestamp", line) if time else 0)
        if not triples:
            raise BadInput("no vote follows the header", file=table.name, line=2, expected=kind)
    return triples


def _read_people(
    files: Mapping[str, Path], progress: Progress | None, largest: int
) -> tuple[dict[int, int], list[tuple[int, int, int]]]:
    """Read groups and, where there is no votes.csv, votes from participants-votes.csv."""
    if "people" not in files:
        return {}, []
    groups: dict[int, int] = {}
    cells: list[tuple[int, int, int]] = []
    kind = "a participants-votes.csv exported by Polis"
    seen: set[int] = set()
    with open_table(files["people"], _PEOPLE, kind, progress=progress, largest=largest) as table:
        columns = [(at, int(name)) for name, at in table.at.items() if name.isdecimal()]
        group_at = table.at.get("group-id")
        for line, row in table:
            person = table.whole_number(row[table.at["participant"]], "participant", line)
            if person in seen:
                twice = f"participant {person} is there twice"
                raise BadInput(twice, file=table.name, line=line, expected="each participant once")
            seen.add(person)
            if group_at is not None and row[group_at].strip():
                groups[person] = table.whole_number(row[group_at].strip(), "group-id", line)
            cells += _cells(table, line, row, person, columns)
        if not seen:
            nobody = "no participant follows the header"
            raise BadInput(nobody, file=table.name, line=2, expected=kind)
    return groups, cells


def _cells(
    table: Table, line: int, row: list[str], person: int, columns: Iterable[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for at, statement in columns:
        text = row[at].strip()
        if text:
            vote = _VOTE.get(text)
            if vote is None:
                raise _wrong_vote(table, line, text)
            found.append((person, statement, vote))
    return found


def _wrong_vote(table: Table, line: int, text: str) -> BadInput:
    expected = "-1 (disagree), 0 (pass) or 1 (agree)"
    return BadInput(f"the vote is {text[:40]!r}", file=table.name, line=line, expected=expected)


def _read_summary(files: Mapping[str, Path], largest: int) -> dict[str, str]:
    """Read summary.csv, which has a name and a value on each line and no header."""
    if "summary" not in files:
        return {}
    kind = "a summary.csv exported by Polis"
    found: dict[str, str] = {}
    with open_table(files["summary"], (), kind, largest=largest) as table:
        if len(table.header) != 2:  # noqa: PLR2004  # because a name and a value make two
            columns = f"the row has {len(table.header)} columns"
            raise BadInput(columns, file=table.name, line=1, expected="a name and a value")
        found[table.header[0]] = table.header[1]
        for _, (name, value) in table:
            found[name.strip()] = value
    return found


def _count_notes(
    summary: Mapping[str, str],
    statements: Iterable[PolisStatement],
    cast: Iterable[tuple[int, int, int]],
) -> Iterable[str]:
    """Say where the counts of summary and comments differ from the votes cast.

    The files count every vote a person cast on a statement, not only the last.
    """
    counted: Counter[tuple[int, int]] = Counter()
    people: set[int] = set()
    for person, statement, vote in cast:
        counted[statement, vote] += 1
        people.add(person)
    agreed = {one.id: (one.agrees, one.disagrees) for one in statements}
    told = {key: pair for key, pair in agreed.items() if None not in pair}
    votes = {key: (counted[key, 1], counted[key, -1]) for key in told}
    differing = [key for key in told if told[key] != votes[key]]
    swapped = [key for key in differing if told[key] == votes[key][::-1]]
    if differing and 2 * len(swapped) > len(told):
        yield "comments.csv counts as agreement what votes.csv holds as -1: the sign is reversed."
    elif differing:
        yield f"comments.csv counts other votes than were cast on {len(differing)} statements."
    unknown = {statement for statement, _ in counted} - {one.id for one in statements}
    if statements and unknown:
        yield f"{len(unknown)} statements have votes but no row in comments.csv."
    voters = summary.get("voters", "")
    if voters.isdecimal() and int(voters) != len(people):
        yield f"summary.csv counts {voters} voters; {len(people)} have voted."


def _cell_notes(votes: VoteMatrix, cells: Iterable[tuple[int, int, int]]) -> Iterable[str]:
    """Say how many cells of participants-votes.csv differ from the last votes."""
    by_person: dict[int, dict[int, int]] = {}
    for person, statement, vote in cells:
        by_person.setdefault(person, {})[statement] = vote
    differing = 0
    for person, given in by_person.items():
        counted = votes.votes_of(person) if person in votes.row_of else {}
        differing += len(given.items() ^ counted.items())
    if differing:
        yield f"participants-votes.csv differs from votes.csv in {differing} cells."
