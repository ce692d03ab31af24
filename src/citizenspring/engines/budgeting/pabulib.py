"""Read budget votes in the ``.pb`` format of Pabulib."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from citizenspring.engines.budgeting.ballots import KINDS
from citizenspring.engines.budgeting.election import Election, Project
from citizenspring.engines.budgeting.pabulib_rows import (
    Odd,
    Sections,
    parse_number,
    parse_project,
)
from citizenspring.engines.budgeting.pabulib_votes import VoteReader
from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    import numpy as np
    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.ballots import Kind

__all__ = ["Odd", "PbFile", "Progress", "parse_pb", "pb_text", "read_pb"]

_KIND = "a .pb file of Pabulib"


class Progress(Protocol):
    """Told how much of how much has been done."""

    def __call__(self, done: int, total: int, /) -> None: ...


@dataclass(frozen=True, eq=False)
class PbFile:
    """A ``.pb`` file: the vote, and everything else that stood in it.

    Attributes
    ----------
    election : Election
    meta : mapping of str to str
        All of META, in its order.
    project_columns, vote_columns : tuple of str
        Headers as they stood.
    project_rows : tuple of tuple of str
    voters : ndarray of int32, shape (voters,)
        Ballot type of each voter, in the order of the file.
    notes : tuple of str
        What is odd but does not stop the count, one sentence each.
    """

    election: Election
    meta: Mapping[str, str]
    project_columns: tuple[str, ...]
    project_rows: tuple[tuple[str, ...], ...] = field(repr=False)
    vote_columns: tuple[str, ...]
    voters: NDArray[np.int32] = field(repr=False)
    notes: tuple[str, ...]
    text: str = field(repr=False)

    @cached_property
    def vote_rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows of VOTES, with every column."""
        sections = Sections(self.text, "")
        found: list[tuple[str, ...]] = []
        for name, _ in iter(sections.next_header, None):
            rows = [tuple(row) for row in sections.rows()]
            found += rows if name == "votes" else []
        return tuple(found)

    @property
    def district(self) -> str:
        """District or other part of the city the vote was held in, empty for all of it."""
        return self.meta.get("district") or self.meta.get("subunit") or ""

    @property
    def selected(self) -> frozenset[str] | None:
        """Projects the file itself marks as funded; None when it marks none or has no mark."""
        if "selected" not in self.project_columns:
            return None
        at, ident = (self.project_columns.index(name) for name in ("selected", "project_id"))
        return frozenset(row[ident] for row in self.project_rows if row[at].strip() == "1")


def read_pb(path: str | Path, *, strict: bool = True, progress: Progress | None = None) -> PbFile:
    """Read a ``.pb`` file.

    Parameters
    ----------
    path : str or Path
    strict : bool, optional
        Refuse, as :class:`Odd`, a cost of 0 or above the whole budget, an empty ballot, a
        voter who is there twice, a project that a ballot names twice. Otherwise these are
        counted as they stand (a project above the budget cannot be funded, one named twice
        counts once) and reported in `notes`. What makes no sense at all is always refused.
    progress : Progress, optional

    Returns
    -------
    PbFile

    Raises
    ------
    BadInput
        With file, line and what was expected.

    References
    ----------
    .. [1] Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis", IJCAI
       2023, doi:10.24963/ijcai.2023/297
    """
    place = Path(path)
    try:
        raw = place.read_bytes()
    except OSError as error:
        found = f"the file cannot be read ({error.strerror})"
        raise BadInput(found, file=place.name, expected=_KIND) from error
    text = pb_text(raw, file=place.name)
    return parse_pb(text, file=place.name, strict=strict, progress=progress)


def pb_text(raw: bytes, *, file: str = "") -> str:
    """Return the bytes of a file as text, or refuse what is not UTF-8 with its line."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = "the text is not encoded in UTF-8"
        wish = f"{_KIND} in UTF-8"
        raise BadInput(found, file=file or None, line=line, expected=wish) from error


def parse_pb(
    text: str, *, file: str = "", strict: bool = True, progress: Progress | None = None
) -> PbFile:
    """Read the text of a ``.pb`` file; see :func:`read_pb`."""
    sections = Sections(text.removeprefix("\ufeff"), file)
    meta: dict[str, str] = {}
    table: _Projects | None = None
    votes: VoteReader | None = None
    for name, header in iter(sections.next_header, None):
        if name == "meta":
            meta |= sections.pairs()
        elif name == "projects":
            table = _Projects.read(sections, header, meta, strict=strict)
        else:
            if table is None:
                raise sections.wrong("VOTES stand before PROJECTS", "META, PROJECTS, VOTES")
            votes = VoteReader(sections, header, _kind(sections, meta), table.at, meta, strict)
            votes.read(progress)
    if not meta or table is None or votes is None:
        missing = next(
            name
            for name, there in (("META", meta), ("PROJECTS", table), ("VOTES", votes))
            if not there
        )
        raise BadInput(f"there is no section {missing}", file=file, expected=_KIND)
    ballots, voters = votes.ballots()
    election = Election(tuple(table.projects), table.budget, ballots)
    notes = (*sections.notes, *table.notes, *votes.notes, *_mismatches(meta, table, election))
    rows = tuple(table.rows)
    return PbFile(election, meta, table.header, rows, votes.header, voters, notes, text)


@dataclass
class _Projects:
    """The PROJECTS section while it is read."""

    header: tuple[str, ...]
    budget: Fraction
    projects: list[Project]
    rows: list[tuple[str, ...]]
    at: dict[str, int]
    notes: list[str]

    @classmethod
    def read(
        cls, sections: Sections, header: Sequence[str], meta: Mapping[str, str], *, strict: bool
    ) -> _Projects:
        names = tuple(header)
        for needed in ("project_id", "cost"):
            if needed not in names:
                raise sections.wrong(f"PROJECTS have no column {needed!r}", "project_id;cost;…")
        if "budget" not in meta:
            raise sections.wrong("META names no budget", "budget;AMOUNT before PROJECTS")
        budget = parse_number(meta["budget"])
        if budget is None or budget <= 0:
            line = sections.line_of_meta("budget")
            raise BadInput(
                f"the budget is {meta['budget']!r}",
                file=sections.file,
                line=line,
                expected="an amount above 0, such as 150000 or 150000.50",
            )
        found = cls(names, budget, [], [], {}, [])
        for row in sections.rows():
            found.add(sections, row, strict=strict)
        if not found.projects:
            raise sections.wrong("PROJECTS are empty", "at least one project")
        return found

    def add(self, sections: Sections, row: list[str], *, strict: bool) -> None:
        project = parse_project(sections, self.header, row)
        said = f"project {project.id!r} costs {row[self.header.index('cost')].strip()}"
        if project.id in self.at:
            raise sections.wrong(f"the project {project.id!r} is there twice", "each id once")
        if project.cost < 0:
            raise sections.wrong(said, "an amount above 0")
        odd = ""
        if project.cost == 0:
            odd = "an amount above 0"
        elif project.cost > self.budget:
            odd = f"at most the whole budget, {self.budget}"
        if odd and strict:
            place = sections.file or None
            raise Odd(said, file=place, line=sections.line, expected=odd)
        if odd:
            self.notes.append(f"Line {sections.line}: {said}; expected {odd}.")
        self.at[project.id] = len(self.projects)
        self.projects.append(project)
        self.rows.append(tuple(row))


def _kind(sections: Sections, meta: Mapping[str, str]) -> Kind:
    said = meta.get("vote_type", "").strip().lower()
    for kind in KINDS:
        if said == kind:
            return kind  # type: ignore[return-value]  # because KINDS are the values of Kind
    line = sections.line_of_meta("vote_type")
    raise BadInput(
        f"the vote_type is {said!r}" if said else "META names no vote_type",
        file=sections.file,
        line=line,
        expected=f"one of {', '.join(KINDS)}",
    )


def _mismatches(meta: Mapping[str, str], table: _Projects, election: Election) -> list[str]:
    """Figures in the file that differ from what was counted; the counted ones are used."""
    found = []
    counted = {"num_projects": len(table.projects), "num_votes": election.n_voters}
    for name, number in counted.items():
        said = parse_number(meta.get(name, ""))
        if said is not None and said != number:
            found.append(f"META says {name} is {meta[name]}; {number} were counted.")
    if "votes" in table.header:
        at = table.header.index("votes")
        pairs = zip(table.rows, election.votes.values(), strict=True)
        wrong = Counter(
            parse_number(row[at]) not in {None, votes} for row, votes in pairs if len(row) > at
        )[True]
        if wrong:
            found.append(f"The votes given for {wrong} projects are not those counted.")
    return found
