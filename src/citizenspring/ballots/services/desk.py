"""A desk: an official finds the person on the roll, and the person votes on the desk's device."""

from uuid import UUID

from django.core import signing

from citizenspring.ballots.choice import Choice
from citizenspring.ballots.errors import (
    AdmissionOver,
    CodeUnknown,
    DocumentUnknown,
    PollClosed,
    PollNotOpen,
    VotedAlready,
)
from citizenspring.ballots.models import Poll, RollEntry
from citizenspring.ballots.permissions import may_keep_roll
from citizenspring.ballots.receipts import Receipt
from citizenspring.people.documents import document_key
from citizenspring.people.models import Person

from .casting import cast_ballot
from .roll import entry_of_code

__all__ = ["admit", "cast_at_desk", "entry_admitted", "entry_shown"]

SALT = "citizenspring.ballots.desk"
GOOD_FOR = 30 * 60


def entry_shown(poll: Poll, shown: str, *, by: Person) -> RollEntry:
    """Who stands on the roll under the document or the code that lies on the desk.

    A name alone admits nobody: without her paper, an official could vote for whoever stays away.
    A code names nobody: who keys in a paper ballot reads its code, and must not learn whose it is.
    """
    may_keep_roll.require(by, poll)
    entry = poll.roll.filter(identity=document_key(shown)).first()
    if entry is not None:
        return entry
    try:
        found = entry_of_code(poll, shown, address=f"desk {by.pk}")
    except CodeUnknown as unknown:
        raise DocumentUnknown from unknown
    return RollEntry(pk=found.pk, poll=poll, has_voted=found.has_voted)


def admit(poll: Poll, entry: RollEntry) -> str:
    """A token for the ballot page of the device; it is worth nothing once she has voted."""
    if not poll.is_open:
        raise PollNotOpen if poll.state == Poll.State.DRAFT else PollClosed
    if entry.has_voted:
        raise VotedAlready
    return signing.dumps(str(entry.pk), salt=SALT)


def entry_admitted(poll: Poll, token: str) -> RollEntry:
    """Whom the token admits, for half an hour."""
    try:
        entry = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature as wrong:
        raise AdmissionOver from wrong
    found = poll.roll.filter(pk=UUID(entry)).first()
    if found is None:
        raise AdmissionOver
    return found


def cast_at_desk(poll: Poll, token: str, choice: Choice) -> Receipt:
    """The ballot of the person admitted; no official acts in it."""
    entry = entry_admitted(poll, token)
    return cast_ballot(poll, choice, entry=entry, channel=RollEntry.Channel.DESK)
