"""Bringing in a conversation from elsewhere as an opinion map of its own; all of it or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from citizenspring.common.ids import uuid7
from citizenspring.engines.errors import BadInput
from citizenspring.engines.opinions.polis import PolisExport, PolisStatement, read_polis
from citizenspring.ledger.services import record
from citizenspring.moderation.models import Decision
from citizenspring.people.models import Person
from citizenspring.processes.models import Process
from citizenspring.threads.models import Node

from .likeness import vectors
from .models import LONGEST_IMPORTED, OpinionMap, Statement
from .services import cast_many, create_map, seen_text

__all__ = ["Imported", "Progress", "import_polis"]

Progress = Callable[[str, int, int], None]
# A person, a statement and a vote; Polis names both by numbers.
Given = tuple[Any, Any, int]
MODERATED_ELSEWHERE = "Taken out by the moderators of the conversation it was imported from."
BATCH = 2000
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class Imported:
    """What came in: the map, how much of everything, and what the files disagreed on."""

    opinion_map: OpinionMap
    people: int
    statements: int
    votes: int
    notes: tuple[str, ...]


def import_polis(
    folder: Path,
    process: Process,
    *,
    title: str = "",
    language: str = "en",
    by: Person,
    progress: Progress | None = None,
) -> Imported:
    """Read the folder of a conversation exported by Polis into a new map of ``process``.

    Everybody who voted becomes a guest without name or address; statements keep their numbers.
    The map is a draft: opening it lets the conversation go on.

    Raises
    ------
    BadInput
        Naming file, line and what was expected; then nothing was written.
    """
    tell = progress or _say_nothing
    export = read_polis(folder, progress=lambda done, total: tell("reading", done, total))
    _refuse_numbers_too_large(export)
    return _write(export, process, title or export.summary.get("topic", ""), language, by, tell)


def _refuse_numbers_too_large(export: PolisExport) -> None:
    largest = max(_numbers(export), default=0)
    if largest > LARGEST_NUMBER:
        found = f"comment-id is {largest}"
        expected = f"a whole number of at most {LARGEST_NUMBER}"
        raise BadInput(found, file="comments.csv or votes.csv", expected=expected)


def _say_nothing(step: str, done: int, total: int) -> None:
    del step, done, total


@transaction.atomic
def _write(  # one call, to keep reading outside the transaction
    export: PolisExport, process: Process, title: str, language: str, by: Person, tell: Progress
) -> Imported:
    introduction = export.summary.get("conversation-description", "")
    opinion_map = create_map(
        process, title=title or str(process.question), introduction=introduction, by=by
    )
    people = _write_people(export, language, tell)
    statements = _write_statements(export, opinion_map, language, tell)
    total = export.votes.n_votes
    votes = (
        (people[person], statements[statement].pk, vote)
        for person, statement, vote in _told(export.votes.triples(), total, tell)
    )
    written = cast_many(opinion_map, votes)
    facts = {
        "from": "polis",
        "people": len(people),
        "statements": len(statements),
        "votes": written,
    }
    record("map.imported", by=by, about=opinion_map.activity.node_id, facts=facts)
    return Imported(opinion_map, len(people), len(statements), written, export.notes)


def _told(triples: Iterator[Given], total: int, tell: Progress) -> Iterator[Given]:
    for done, triple in enumerate(triples):
        if done % BATCH == 0:
            tell("votes", done, total)
        yield triple
    tell("votes", total, total)


def _write_people(export: PolisExport, language: str, tell: Progress) -> dict[Any, UUID]:
    ids = {person: uuid7() for person in export.votes.people}
    rows = [Person(pk=pk, language=language, password="!") for pk in ids.values()]  # noqa: S106  # unusable, as Django writes it
    Person.objects.bulk_create(rows, batch_size=BATCH)
    tell("people", len(rows), len(rows))
    return ids


def _write_statements(
    export: PolisExport, opinion_map: OpinionMap, language: str, tell: Progress
) -> dict[int, Statement]:
    known = {one.id: one for one in export.statements}
    # Votes may speak of statements that comments.csv lacks; they keep their place, hidden.
    wanted = [
        known.get(number, PolisStatement(number, "", moderated=-1)) for number in _numbers(export)
    ]
    made = {one.id: _statement(one, opinion_map, language) for one in wanted}
    rows = list(made.values())
    for row, vector in zip(rows, vectors([row.text for row in rows]), strict=True):
        row.embedding = vector
    Node.objects.bulk_create([row.node for row in rows], batch_size=BATCH)
    Statement.objects.bulk_create(rows, batch_size=BATCH)
    # Nobody here has decided that, so nobody is named.
    scope = opinion_map.activity.process_id
    Decision.objects.bulk_create(
        Decision(node=row.node, scope=scope, act=Decision.Act.HIDDEN, reason=MODERATED_ELSEWHERE)
        for row in rows
        if row.state == Statement.State.HIDDEN
    )
    OpinionMap.objects.filter(pk=opinion_map.pk).update(statements_made=max(made), revision=1)
    tell("statements", len(rows), len(rows))
    return made


def _numbers(export: PolisExport) -> list[Any]:
    return list(export.votes.statements)


def _statement(one: PolisStatement, opinion_map: OpinionMap, language: str) -> Statement:
    text = seen_text(one.text)[:LONGEST_IMPORTED] or f"#{one.id}"
    hidden = one.moderated < 0
    state = Statement.State.HIDDEN if hidden else Statement.State.SHOWN
    node = Node(
        kind="statement",
        title=text,
        language=language,
        url=opinion_map.page("statement", one.id),
        is_public=not hidden,
        within=opinion_map.activity.node,
    )
    return Statement(
        map=opinion_map,
        number=one.id,
        node=node,
        text=text,
        language=language,
        state=state,
        is_seed=one.is_seed,
        is_meta=one.is_meta,
    )
