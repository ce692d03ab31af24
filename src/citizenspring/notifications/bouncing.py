"""Mail that comes back: what a mail server or a delivery report (RFC 3464) says of a mailbox.

Anybody can write such a report, so it counts only when it brings back the Message-ID of a mail
of ours: that is sealed for its recipient, and nobody else has seen it.
"""

import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

from citizenspring.people.addresses import spelling
from citizenspring.people.models import Letter

__all__ = ["Returned", "is_for_good", "message_id", "returned"]

# The mailbox, or its domain, is not there or takes no mail any more (RFC 3463). That one is full,
# or that a mail was taken for an unwanted one, passes.
FOR_GOOD = re.compile(r"(?<![\d.])5\.(?:1\.(?:1|2|3|6|10)|2\.1|4\.4)(?!\d)")
ENHANCED = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\d)")
NO_SUCH_MAILBOX = re.compile(r"^(?:550|551|553)\b")
OUR_ID = re.compile(r"<([0-9a-f-]{36})\.([0-9a-f]{32})@")
MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class Returned:
    """A mailbox that a report of ours to read says something of."""

    address: str
    status: str


def message_id(letter: Letter) -> str:
    """The same for each try of the letter; it also proves that a report answers this mail."""
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or "localhost"
    return f"<{letter.pk}.{_seal(str(letter.pk), letter.to)}@{host}>"


def is_for_good(said: str) -> bool:
    """Whether the mailbox will not take mail tomorrow either."""
    if ENHANCED.search(said):
        return bool(FOR_GOOD.search(said))
    return bool(NO_SUCH_MAILBOX.match(said))


def returned(report: bytes) -> list[Returned]:
    """The mailboxes that the report says failed for good, each of a mail that we sent there."""
    message = message_from_bytes(report[:MOST_BYTES], policy=policy.default)
    ours = set(OUR_ID.findall(report[:MOST_BYTES].decode("ascii", "replace")))
    return [
        Returned(address, status)
        for address, status in _failures(message)
        if any(hmac.compare_digest(seal, _seal(letter, address)) for letter, seal in ours)
    ]


def _failures(message: Message | EmailMessage) -> Iterator[tuple[str, str]]:
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload():
            if not isinstance(block, Message):
                continue
            status = str(block.get("Status", "")).strip()
            failed = str(block.get("Action", "")).strip().lower() == "failed"
            for name in ("Original-Recipient", "Final-Recipient"):
                address = str(block.get(name, "")).rpartition(";")[2].strip().strip("<>")
                if address and failed and is_for_good(status):
                    yield address, status


def _seal(letter: str, address: str) -> str:
    try:
        mailbox = spelling(address)
    except ValidationError:
        mailbox = address
    text = f"mail\n{letter}\n{mailbox}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()[:32]
