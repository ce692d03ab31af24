"""The address in a mail that stops such mail, and can do nothing else.

It holds whom and which kind, sealed with a key of its own: it neither signs anybody in nor shows
who she is, and works without a cookie, as mail programs need it (RFC 8058).
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from .kinds import kind_named

__all__ = ["EVERYTHING", "Leave", "leave_address", "read_token", "token_for"]

EVERYTHING = ""
PERSON_BYTES, SEAL_BYTES = 16, 16


@dataclass(frozen=True)
class Leave:
    """Whose mail stops, and of which kind; of all that can be stopped where it is empty."""

    person: UUID
    kind: str


def token_for(person: UUID, kind: str) -> str:
    said = person.bytes + kind.encode()
    return base64.urlsafe_b64encode(_seal(said) + said).rstrip(b"=").decode()


def read_token(token: str) -> Leave | None:
    """What the token stops, or None when we did not write it."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        kind = raw[SEAL_BYTES + PERSON_BYTES :].decode()
    except (binascii.Error, ValueError):
        return None
    said = raw[SEAL_BYTES:]
    if len(said) < PERSON_BYTES or not hmac.compare_digest(raw[:SEAL_BYTES], _seal(said)):
        return None
    found = kind_named(kind)
    if kind != EVERYTHING and (found is None or found.essential):
        return None
    return Leave(UUID(bytes=said[:PERSON_BYTES]), kind)


def leave_address(person: UUID, kind: str) -> str:
    """Where the mail of that kind is stopped: an address from the settings, never from a visit."""
    page = reverse("notifications:leave", args=[token_for(person, kind)])
    return f"{settings.PUBLIC_ADDRESS}{page}"


def _seal(said: bytes) -> bytes:
    text = b"leave\n" + said
    return hmac.digest(settings.SECRET_KEY.encode(), text, hashlib.sha256)[:SEAL_BYTES]
