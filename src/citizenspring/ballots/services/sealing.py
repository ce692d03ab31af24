"""Sealing a closed poll: its rows are written anew, sorted, and what could pair them goes."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import OperationalError, connection, transaction
from django.db.models import Count

from citizenspring.ballots.models import Ballot, Poll, RollChange
from citizenspring.ballots.owners import owner_of
from citizenspring.ballots.queries import channels_of, sealed_ballots
from citizenspring.common.clock import database_now
from citizenspring.engines.recount import (
    FileBallot,
    ballot_lines,
    hidden_cells,
    leaves_of,
    root_of,
)
from citizenspring.ledger.services import record

from .polls import hold_alone, tell_state

if TYPE_CHECKING:
    import hashlib

__all__ = ["ballot_leaves", "ballots_digests", "ballots_file", "seal_poll", "sweep"]

LOCK_TIMEOUT = "300ms"
# A session that began before the sealing still sees the old rows, so they cannot go before it.
IS_PAST = """
SELECT NOT EXISTS (
    SELECT FROM pg_stat_activity
    WHERE backend_xmin IS NOT NULL AND pid <> pg_backend_pid()
      AND coalesce(datname, current_database()) = current_database()
      AND age(backend_xmin) >= coalesce((
        SELECT age(xmin) FROM ballots_rollentry WHERE poll_id = %s LIMIT 1
      ), 0)
)
"""


def ballots_file(poll: Poll) -> Iterator[bytes]:
    """``ballots.csv`` of a sealed poll, in pieces."""
    return ballot_lines(
        FileBallot(row.tracker.hex(), row.choices, row.points, row.place, row.age)
        for row in sealed_ballots(poll)
    )


def ballots_digests(poll: Poll) -> dict[str, str]:
    """What the public record says of ``ballots.csv``: its SHA-256, and the root of its ballots."""
    digest = sha256()
    leaves = leaves_of(_hashed_lines(poll, digest))
    return {"sha256": digest.hexdigest(), "root": root_of(leaves)}


def ballot_leaves(poll: Poll) -> list[bytes]:
    """A hash of each line of ``ballots.csv``, which the root stands for."""
    return leaves_of(_hashed_lines(poll, sha256()))


def _hashed_lines(poll: Poll, digest: "hashlib._Hash") -> Iterator[bytes]:
    for piece in ballots_file(poll):
        digest.update(piece)
        yield from piece.splitlines(keepends=True)


@transaction.atomic
def seal_poll(poll: Poll) -> bool:
    """Seal a closed poll and record what is published; False where another worker did.

    Ballots and roll are written anew in one transaction, each sorted by its random numbers. Names,
    documents and codes leave the roll, and what too few voters share leaves the ballots (A21, A26).
    """
    hold_alone(poll)
    if poll.state != Poll.State.CLOSED:
        return False
    sheets = poll.sheets.values("code").distinct().count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT ballots_seal(%s, %s)", [poll.pk, json.dumps(_hidden(poll))])
    poll.refresh_from_db()
    poll.roll_changes.update(name="", place="", identity=None)
    facts = {
        "rules": poll.digest,
        "roll": poll.roll_size,
        **channels_of(poll),
        "ballots": poll.ballots.count(),
        "changes": poll.roll_changes.filter(state=RollChange.State.DONE).count(),
        "uncounted": sheets,
        **ballots_digests(poll),
    }
    record("poll.sealed", about=poll.node_id, facts=facts)
    owner_of(poll).on_sealed(poll)
    tell_state(poll)
    return True


def _hidden(poll: Poll) -> list[dict[str, str]]:
    rows = Ballot.objects.filter(poll=poll).order_by().values_list("place", "age")
    cells = {(place, age): count for place, age, count in rows.annotate(number=Count("pk"))}
    return [
        {"place": place, "age": age, "shown_place": shown_place, "shown_age": shown_age}
        for (place, age), (shown_place, shown_age) in hidden_cells(cells).items()
    ]


def sweep() -> int:
    """Remove the last traces of rows as they were before sealing; how many polls are clean now.

    The tables are written to new files while no vote is open; while one is, only dead row versions
    go, and the rest waits.
    """
    waiting = Poll.objects.filter(state=Poll.State.SEALED, swept_at=None)
    past = [poll for poll in waiting if _is_past(poll)]
    if not past:
        return 0
    is_quiet = not Poll.objects.filter(state__in=[Poll.State.OPEN, Poll.State.CLOSED]).exists()
    if not _vacuum("FULL" if is_quiet else "ANALYZE") or not is_quiet:
        return 0
    done = Poll.objects.filter(pk__in=[poll.pk for poll in past])
    return done.update(swept_at=database_now())


def _is_past(poll: Poll) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(IS_PAST, [poll.pk])
        return bool(cursor.fetchone()[0])


def _vacuum(how: str) -> bool:
    """Whether it was done: who votes elsewhere is never made to wait for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
        try:
            cursor.execute(f"VACUUM ({how}) ballots_ballot, ballots_rollentry, ballots_sheet")
        except OperationalError:
            return False
        finally:
            cursor.execute("SELECT set_config('lock_timeout', '0', false)")
    return True
