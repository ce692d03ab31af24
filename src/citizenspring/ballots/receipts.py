"""Receipts of ballots: signed by the key of the public record, without time and without name.

A receipt shows that the platform took this very ballot. It does not say what was chosen: that is
in the published file, beside the tracker, once the vote is sealed.
"""

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from citizenspring.engines.errors import EngineError
from citizenspring.engines.record import canonical
from citizenspring.engines.record.notes import note_of, sign
from citizenspring.ledger.keys import public_key, signing_key

from .choice import Choice
from .errors import ReceiptUnknown
from .models import TRACKER_BYTES, Poll

__all__ = ["HEAD", "Receipt", "ReceiptFacts", "read_receipt", "receipt_for"]

HEAD = "citizenspring.ballots/receipt/v1"
LINES = re.compile(
    rf"{re.escape(HEAD)}\npoll (?P<poll>[0-9a-f-]{{36}})\nrules (?P<rules>[0-9a-f]{{64}})\n"
    r"tracker (?P<tracker>[0-9a-f]{64})\nballot (?P<ballot>[0-9a-f]{64})\n"
)
Receipt = str


@dataclass(frozen=True)
class ReceiptFacts:
    """What a receipt says; ``ballot`` is the digest of tracker and choices."""

    poll: UUID
    rules: str
    tracker: bytes
    ballot: str

    def stands_for(self, choice: Choice) -> bool:
        """Whether this is the receipt of exactly that ballot."""
        return hmac.compare_digest(self.ballot, _digest(choice, self.poll))


def receipt_for(poll: Poll, choice: Choice) -> Receipt:
    """The same text whenever it is asked for: an Ed25519 signature has no chance in it."""
    lines = [
        HEAD,
        f"poll {poll.pk}",
        f"rules {poll.digest}",
        f"tracker {choice.tracker.hex()}",
        f"ballot {_digest(choice, poll.pk)}",
    ]
    return sign("\n".join(lines) + "\n", signing_key())


def read_receipt(text: Receipt) -> ReceiptFacts:
    """What a receipt says, if this installation signed it; else ``ReceiptUnknown``."""
    try:
        signed = note_of(text.replace("\r\n", "\n").strip() + "\n", [public_key()])
    except EngineError as problem:
        raise ReceiptUnknown from problem
    found = LINES.fullmatch(signed)
    if found is None:
        raise ReceiptUnknown
    tracker = bytes.fromhex(found["tracker"])
    assert len(tracker) == TRACKER_BYTES
    return ReceiptFacts(UUID(found["poll"]), found["rules"], tracker, found["ballot"])


def _digest(choice: Choice, poll: UUID) -> str:
    return sha256(canonical(choice.content(poll))).hexdigest()
