"""A vote that was held elsewhere, brought in as a closed and sealed poll."""

import secrets
from collections.abc import Iterable, Sequence

import psycopg
from django.db import connection, transaction

from citizenspring.ballots.errors import PollFixed
from citizenspring.ballots.models import TRACKER_BYTES, Poll
from citizenspring.ballots.rules import digest_of, rules_of
from citizenspring.common.clock import database_now
from citizenspring.ledger.services import record
from citizenspring.threads.services import show_node

from .polls import hold_alone
from .sealing import ballots_digests

__all__ = ["ImportedBallot", "import_ballots"]

ImportedBallot = tuple[Sequence[int], Sequence[int] | None, str, str]
COPY = "COPY ballots_ballot (tracker, poll_id, choices, points, place, age) FROM STDIN"


@transaction.atomic
def import_ballots(poll: Poll, rows: Iterable[ImportedBallot]) -> int:
    """Fill a draft with the ballots of a file and seal it; asks no rule, so its callers must.

    Each row is choices, points or None, place and age. The numbers must be those of options; how
    many a ballot may name was the business of whoever held the vote.
    """
    hold_alone(poll)
    if poll.frozen_at:
        raise PollFixed
    poll.is_imported = True
    poll.save(update_fields=["is_imported"])
    count = _copy(poll, rows)
    moment = database_now()
    poll.frozen_at = poll.opened_at = poll.closed_at = poll.sealed_at = poll.swept_at = moment
    poll.opens_at, poll.closes_at = None, poll.closes_at or moment
    poll.roll_size, poll.state = count, Poll.State.SEALED
    poll.digest = digest_of(rules_of(poll))
    poll.save()
    show_node(poll.node, is_public=True)
    facts = {"rules": poll.digest, "ballots": count, **ballots_digests(poll)}
    record("poll.imported", about=poll.node_id, facts=facts)
    return count


def _copy(poll: Poll, rows: Iterable[ImportedBallot]) -> int:
    count = 0
    ranked = poll.method == Poll.Method.RANKING
    with psycopg.Cursor(connection.connection) as cursor, cursor.copy(COPY) as copy:
        for choices, points, place, age in rows:
            tracker = secrets.token_bytes(TRACKER_BYTES)
            numbers, given = list(choices), None if points is None else list(points)
            if given is not None:
                pairs = sorted(zip(numbers, given, strict=True))
                numbers, given = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
            elif not ranked:
                numbers.sort()
            copy.write_row((tracker, poll.pk, numbers, given, place, age))
            count += 1
    return count
