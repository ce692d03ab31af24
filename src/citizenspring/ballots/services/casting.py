"""Casting a ballot: its mark on the roll and the ballot itself, both or neither."""

from typing import Any

import psycopg
from django.db import IntegrityError, connection
from django.views.decorators.debug import sensitive_variables

from citizenspring.ballots import errors
from citizenspring.ballots.choice import Choice, in_order
from citizenspring.ballots.models import TRACKER_BYTES, Poll, RollEntry
from citizenspring.ballots.receipts import Receipt, receipt_for
from citizenspring.common.errors import Refusal
from citizenspring.people.models import Person

from .roll import digest_of_code

__all__ = ["Choice", "cast_ballot"]

LARGEST_NUMBER = 2**15 - 1
LARGEST_POINTS = 2**31 - 1
CAST = """SELECT ballots_cast(%(poll)s, %(person)s, %(code)s, %(entry)s, %(channel)s,
    %(tracker)s, %(choices)s::smallint[], %(points)s::integer[], %(place)s, %(age)s)"""
REFUSALS: dict[str, type[Refusal]] = {
    "not_open": errors.PollNotOpen,
    "closed": errors.PollClosed,
    "voted": errors.AlreadyVoted,
    "other": errors.TrackerUsed,
}


@sensitive_variables()
def cast_ballot(
    poll: Poll,
    choice: Choice,
    *,
    by: Person | None = None,
    code: str = "",
    entry: RollEntry | None = None,
    channel: str = RollEntry.Channel.ONLINE,
) -> Receipt:
    """Count one ballot of a person, of a code, or of an entry seen at a desk.

    One statement decides: it marks the entry if it has not voted, by the database's clock and
    under the poll's lock, and puts the ballot in. Outside a transaction it is durable when this
    returns. The same ballot sent again gives the same receipt (A02). Nothing is logged, recorded
    or told at this moment: any trace with a time could pair voter and ballot (A22, A23, A31).
    """
    sent = in_order(choice, poll.method)
    _require_numbers(sent)
    row = {
        "poll": poll.pk,
        # Who types a code votes with it, signed in or not.
        "person": by.pk if by and not code else None,
        "code": digest_of_code(poll, code) if code else None,
        "entry": entry.pk if entry else None,
        "channel": str(channel),
        "tracker": sent.tracker,
        "choices": list(sent.choices),
        "points": None if sent.points is None else list(sent.points),
        "place": sent.place,
        "age": sent.age,
    }
    outcome = _outcome(row)
    if outcome in {"cast", "same"}:
        return receipt_for(poll, sent)
    if outcome == "not_on_roll":
        raise errors.CodeUnknown if code else errors.NotOnRoll
    if outcome in REFUSALS:
        raise REFUSALS[outcome]
    raise errors.BadBallot(outcome)


@sensitive_variables()
def _require_numbers(choice: Choice) -> None:
    numbers, points = choice.choices, choice.points or ()
    if len(choice.tracker) != TRACKER_BYTES:
        raise errors.BadBallot
    if not all(type(each) is int and 1 <= each <= LARGEST_NUMBER for each in numbers):
        raise errors.BadBallot
    if not all(type(each) is int and 0 <= each <= LARGEST_POINTS for each in points):
        raise errors.BadBallot


@sensitive_variables()
def _outcome(row: dict[str, Any]) -> str:
    """Ask the database with the values apart from the statement.

    Django would write them into its text, where a slow-query log or the list of sessions shows
    person and choice in one line.
    """
    connection.ensure_connection()
    try:
        with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
            found = cursor.execute(CAST, row).fetchone()
    except IntegrityError as taken:
        raise errors.TrackerUsed from taken
    assert found is not None
    return str(found[0])
