"""Putting somebody on the roll or taking her off, by two people who both looked.

Before the opening this completes the roll. Afterwards each change is counted in public, and ends
with the tenth ballot: later it could tell whose ballot is whose (A20, A25).
"""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import now

from citizenspring.ballots.errors import (
    AskedAlready,
    ChangeDecided,
    OnRollAlready,
    OtherDocument,
    RollClosed,
    RollStays,
    SecondPersonNeeded,
    VotedAlready,
)
from citizenspring.ballots.models import Poll, RollChange, RollEntry
from citizenspring.ballots.permissions import may_keep_roll
from citizenspring.ballots.queries.rolls import LAST_BALLOT
from citizenspring.ledger.services import record
from citizenspring.people.models import Person

from .polls import hold_alone
from .roll import add_entry

__all__ = ["Voter", "ask_to_add", "ask_to_remove", "decide_change"]

State = RollChange.State
SAY_WHICH = "SELECT set_config('citizenspring.roll_change', %s, true)"


@dataclass(frozen=True)
class Voter:
    """Who is to stand on the roll: the keyed digest of her document, and her account if any."""

    name: str
    identity: bytes
    place: str = ""
    person: Person | None = None


@transaction.atomic
def ask_to_add(poll: Poll, voter: Voter, *, reason: str, by: Person) -> RollChange:
    """Write down whom a first person saw; nothing happens before a second one saw her too."""
    may_keep_roll.require(by, poll)
    held = _hold(poll)
    known = held.roll.filter(identity=voter.identity)
    if known.exists() or (voter.person and held.roll.filter(person=voter.person).exists()):
        raise OnRollAlready
    change = RollChange(poll=poll, person=voter.person, name=voter.name, place=voter.place)
    change.identity = voter.identity
    return _ask(change, reason, by)


@transaction.atomic
def ask_to_remove(entry: RollEntry, *, reason: str, by: Person) -> RollChange:
    """Ask that somebody is taken off; a ballot cast cannot be found again, so hers must not be."""
    may_keep_roll.require(by, entry.poll)
    _hold(entry.poll)
    if entry.has_voted:
        raise VotedAlready
    name = entry.name or (str(entry.person) if entry.person else "")
    change = RollChange(poll=entry.poll, entry=entry, is_removal=True, name=name)
    return _ask(change, reason, by)


def _ask(change: RollChange, reason: str, by: Person) -> RollChange:
    change.reason, change.asked_by = reason.strip(), by
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError as waiting:
        raise AskedAlready from waiting
    return change


@transaction.atomic
def decide_change(
    change: RollChange, *, accepts: bool, by: Person, identity: bytes | None = None
) -> str:
    """Carry the change out or drop it; a voter without an account gets the code returned.

    ``identity`` is the document as the second person read it.
    """
    may_keep_roll.require(by, change.poll)
    # Whoever asked may have erased herself since: then one alone would decide.
    if change.asked_by_id == by.pk or (accepts and change.asked_by_id is None):
        raise SecondPersonNeeded
    poll = _hold(change.poll)
    if accepts and not change.is_removal and identity != bytes(change.identity or b""):
        raise OtherDocument
    asked = RollChange.objects.filter(pk=change.pk, state=State.ASKED)
    state = State.DONE if accepts else State.REFUSED
    decision: dict[str, Any] = {"state": state, "decided_by": by, "decided_at": now()}
    # Whom it was about stands on the roll now, or nowhere.
    if not asked.update(**decision, name="", place="", identity=None):
        raise ChangeDecided
    code = _carry_out(poll, change) if accepts else ""
    _tell(poll, change, state, by)
    return code


def _carry_out(poll: Poll, change: RollChange) -> str:
    with connection.cursor() as cursor:
        cursor.execute(SAY_WHICH, [str(change.pk)])
    code = _remove(change) if change.is_removal else _add(poll, change)
    if poll.frozen_at:
        Poll.objects.filter(pk=poll.pk).update(roll_size=poll.roll.count())
    return code


def _remove(change: RollChange) -> str:
    """A ballot that came in meanwhile stays, and so does who cast it."""
    if not RollEntry.objects.filter(changes=change, has_voted=False).delete()[0]:
        raise VotedAlready
    return ""


def _add(poll: Poll, change: RollChange) -> str:
    identity = bytes(change.identity or b"")
    if change.person is None:
        return add_entry(poll, change.name, identity, change.place)
    entry = RollEntry(poll=poll, person=change.person, place=change.place)
    entry.identity = identity
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as known:
        raise OnRollAlready from known
    return ""


def _hold(poll: Poll) -> Poll:
    """One change at a time, and no ballot meanwhile; refuse when the roll can change no more."""
    hold_alone(poll)
    if poll.state not in {Poll.State.DRAFT, Poll.State.OPEN}:
        raise RollClosed
    if poll.ballots.all()[:LAST_BALLOT].count() >= LAST_BALLOT:
        raise RollStays
    return poll


def _tell(poll: Poll, change: RollChange, state: str, by: Person) -> None:
    first = change.asked_by
    facts = {
        "removes": change.is_removal,
        "after_opening": poll.frozen_at is not None,
        "state": str(state),
        "first": first.pseudonym("record") if first else "",
    }
    record("roll.changed", by=by, about=poll.node_id, facts=facts)
