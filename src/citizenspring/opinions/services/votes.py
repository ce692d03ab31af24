"""Casting and taking back votes."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from citizenspring.common.bulk import copy_in
from citizenspring.common.ids import uuid7
from citizenspring.ledger.models import Entry
from citizenspring.ledger.services import (
    RECORD_FROM,
    SALT_BYTES,
    entry_for,
    entry_values,
    record,
    seal,
)
from citizenspring.opinions.errors import MapClosed, NothingToUndo, VoteUnknown
from citizenspring.opinions.models import OpinionMap, Statement, Vote
from citizenspring.opinions.permissions import may_vote
from citizenspring.opinions.queries import Votable
from citizenspring.people.errors import LevelTooLow
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity
from citizenspring.processes.services import LOCKS_TOGETHER

from .opening import hold_open

__all__ = ["Cast", "cast_many", "cast_vote", "sealed_facts", "withdraw_vote"]

# A vote first queues with the others who act, so that a closing never waits for later votes; then
# it locks the activity's row, which reads its state anew. So a vote is either in before the map
# closes or refused. Under the lock, only the database's clock counts.
TARGET = f"""
WITH held AS MATERIALIZED (
    SELECT activity.id, {LOCKS_TOGETHER} AS lock
    FROM opinions_statement statement
    JOIN opinions_opinionmap map ON map.id = statement.map_id
    JOIN processes_activity activity ON activity.id = map.activity_id
    WHERE statement.id = %(statement)s
), target AS (
    SELECT statement.id, statement.map_id, activity.node_id
    FROM held
    JOIN processes_activity activity ON activity.id = held.id
    JOIN opinions_opinionmap map ON map.activity_id = activity.id
    JOIN opinions_statement statement ON statement.map_id = map.id
    WHERE statement.id = %(statement)s AND statement.state = 'shown' AND activity.state = 'open'
        AND (activity.closes_at IS NULL OR activity.closes_at > clock_timestamp())
        AND activity.required_level <= %(level)s
    FOR SHARE OF activity
)
"""  # noqa: S608  # because what is put in is ours and holds no value
CAST = f"""{TARGET}, written AS (
    INSERT INTO opinions_vote AS vote
        (person_id, statement_id, map_id, choice, important, salt, seal, entry, cast_at)
    SELECT %(person)s, id, map_id, %(choice)s, %(important)s, %(salt)s, %(seal)s,
        %(entry)s, clock_timestamp()
    FROM target
    ON CONFLICT (person_id, statement_id) DO UPDATE
    SET choice = excluded.choice, important = excluded.important, salt = excluded.salt,
        seal = excluded.seal, entry = excluded.entry, replaced = vote.seal,
        change = excluded.change, cast_at = excluded.cast_at
    WHERE (vote.choice, vote.important) IS DISTINCT FROM (excluded.choice, excluded.important)
    RETURNING replaced
)
SELECT written.replaced, target.node_id FROM written, target
"""  # noqa: S608  # because what is put in is ours and holds no value

# Nearly every vote is a person's first on its statement: its row and its entry in the record are
# one statement, durable or refused together, with no transaction to open and close around it.
CAST_FIRST = f"""{TARGET}, written AS (
    INSERT INTO opinions_vote
        (person_id, statement_id, map_id, choice, important, salt, seal, entry, cast_at)
    SELECT %(person)s, id, map_id, %(choice)s, %(important)s, %(salt)s, %(seal)s,
        %(entry)s, clock_timestamp()
    FROM target
    ON CONFLICT DO NOTHING
    RETURNING 1
)
{RECORD_FROM} written
"""  # noqa: S608  # because both halves are written by us, with named values

WITHDRAW = """
WITH gone AS (
    DELETE FROM opinions_vote
    WHERE person_id = %(person)s AND statement_id = %(statement)s
    RETURNING map_id, person_id, statement_id, seal
), told AS (
    INSERT INTO opinions_withdrawal (map_id, person, statement_id, at)
    SELECT map_id, person_id, statement_id, clock_timestamp() FROM gone
)
SELECT seal FROM gone
"""


@dataclass(frozen=True)
class Cast:
    """What became of a vote: ``is_first`` on this statement, or a change, or neither."""

    is_first: bool
    is_changed: bool


def sealed_facts(*, person: UUID, statement: UUID, choice: int, important: bool) -> dict[str, Any]:
    """What a vote's seal covers; the check of the record computes the same."""
    return {
        "voter": str(person),
        "statement": str(statement),
        "choice": choice,
        "important": important,
    }


def cast_vote(
    statement: Statement | Votable, choice: int, *, important: bool = False, by: Person
) -> Cast:
    """Count the person's vote; when this returns outside a transaction, it is durable.

    One row per person and statement, whatever arrives at once: the constraint decides. The same
    vote sent again changes nothing and is no error.
    """
    may_vote.require(by, statement)
    if choice not in {Vote.AGREE, Vote.PASS, Vote.DISAGREE}:
        raise VoteUnknown
    salt = secrets.token_bytes(SALT_BYTES)
    facts = sealed_facts(person=by.pk, statement=statement.pk, choice=choice, important=important)
    row: dict[str, Any] = {
        "person": by.pk,
        "level": by.level,
        "statement": statement.pk,
        "choice": choice,
        "important": important,
        "salt": salt,
        "seal": bytes.fromhex(seal(salt, facts)),
        "entry": uuid7(),
    }
    if isinstance(statement, Votable) and _is_cast_first(row, facts, statement.about):
        return Cast(is_first=True, is_changed=True)
    return _cast_or_change(row, facts)


def _is_cast_first(row: dict[str, Any], facts: dict[str, Any], about: UUID) -> bool:
    entry = entry_for("vote.cast", about=about, sealed=facts, salt=row["salt"])
    with connection.cursor() as cursor:
        cursor.execute(CAST_FIRST, {**row, **entry_values(entry)})
        return bool(cursor.rowcount)


@transaction.atomic
def _cast_or_change(row: dict[str, Any], facts: dict[str, Any]) -> Cast:
    with connection.cursor() as cursor:
        cursor.execute(CAST, row)
        written = cursor.fetchone()
    if written is None:
        return _same_vote_or_closed(row)
    replaced, about = written
    public = {"replaces": bytes(replaced).hex()} if replaced else {}
    entry = entry_for("vote.cast", about=about, facts=public, sealed=facts, salt=row["salt"])
    entry.pk = row["entry"]
    entry.save(force_insert=True)
    return Cast(is_first=replaced is None, is_changed=True)


def _same_vote_or_closed(row: dict[str, Any]) -> Cast:
    same = Vote.objects.filter(
        person=row["person"],
        statement=row["statement"],
        choice=row["choice"],
        important=row["important"],
    )
    if not same.exists():
        asked = Activity.objects.get(opinion_map__statements=row["statement"]).level
        raise LevelTooLow(asked) if row["level"] < asked else MapClosed
    return Cast(is_first=False, is_changed=False)


@transaction.atomic
def withdraw_vote(statement: Statement, *, by: Person) -> None:
    """Take the person's vote back: the row goes, and the record says that a vote was withdrawn."""
    hold_open(statement.map.activity)
    with connection.cursor() as cursor:
        cursor.execute(WITHDRAW, {"person": by.pk, "statement": statement.pk})
        gone = cursor.fetchone()
    if gone is None:
        raise NothingToUndo
    facts = {"withdraws": bytes(gone[0]).hex()}
    record("vote.withdrawn", about=statement.map.activity.node_id, facts=facts)


@transaction.atomic
def cast_many(
    opinion_map: OpinionMap, votes: Iterable[tuple[UUID, UUID, int]], *, batch: int = 5000
) -> int:
    """Write many first votes (person, statement, choice), sealed one by one like any other.

    For an import or a demonstration: asks no rule, so its callers must. Returns how many.
    """
    about, written = opinion_map.activity.node_id, 0
    rows: list[Vote] = []
    entries: list[Entry] = []
    for person, statement, choice in votes:
        row, entry = _sealed_pair(opinion_map, about, (person, statement, choice))
        rows.append(row)
        entries.append(entry)
        if len(rows) == batch:
            written += _write(rows, entries)
    return written + _write(rows, entries)


def _sealed_pair(
    opinion_map: OpinionMap, about: UUID, vote: tuple[UUID, UUID, int]
) -> tuple[Vote, Entry]:
    person, statement, choice = vote
    salt = secrets.token_bytes(SALT_BYTES)
    facts = sealed_facts(person=person, statement=statement, choice=choice, important=False)
    entry = entry_for("vote.cast", about=about, sealed=facts, salt=salt)
    row = Vote(
        person_id=person,
        statement_id=statement,
        map=opinion_map,
        choice=choice,
        salt=salt,
        seal=bytes.fromhex(entry.body["seal"]),
        entry=entry.pk,
    )
    return row, entry


def _write(rows: list[Vote], entries: list[Entry]) -> int:
    written = copy_in(rows, without={"change"})
    copy_in(entries)
    rows.clear()
    entries.clear()
    return written
