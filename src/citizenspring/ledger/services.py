"""Writing in the public record, inside the transaction of the act itself."""

import hashlib
import secrets
from typing import Any
from uuid import UUID

import rfc8785

from citizenspring.people.models import Person

from .models import Entry

__all__ = ["entry_for", "record", "seal"]

SALT_BYTES = 16
SEAL_DOMAIN = b"citizenspring/seal/v1\n"


def seal(salt: bytes, facts: dict[str, Any]) -> str:
    """Salted digest of facts that stay private: whoever holds salt and facts can prove them."""
    return hashlib.sha256(SEAL_DOMAIN + salt + rfc8785.dumps(facts)).hexdigest()


def entry_for(
    kind: str,
    *,
    by: Person | None = None,
    about: UUID | None = None,
    facts: dict[str, Any] | None = None,
    sealed: dict[str, Any] | None = None,
    salt: bytes | None = None,
) -> Entry:
    """An entry not yet saved, for acts that write many at once."""
    body: dict[str, Any] = {"kind": kind, "nonce": secrets.token_hex(8), **(facts or {})}
    if about is not None:
        body["about"] = str(about)
    if by is not None:
        body["by"] = by.pseudonym("record")
    if sealed is not None:
        body["seal"] = seal(salt or b"", sealed)
    leaf = hashlib.sha256(b"\x00" + rfc8785.dumps(body)).digest()
    return Entry(kind=kind, about=about, body=body, leaf=leaf)


def record(
    kind: str,
    *,
    by: Person | None = None,
    about: UUID | None = None,
    facts: dict[str, Any] | None = None,
    sealed: dict[str, Any] | None = None,
    salt: bytes | None = None,
) -> Entry:
    """Note an act in the public record; it gets its place once the transaction has committed.

    ``facts`` are public. ``sealed`` facts are private: only their salted digest is recorded, and
    the caller keeps the ``salt`` (``secrets.token_bytes(SALT_BYTES)``) beside its own row. ``by``
    appears as a pseudonym; leave it out where even that says too much.
    """
    entry = entry_for(kind, by=by, about=about, facts=facts, sealed=sealed, salt=salt)
    entry.save(force_insert=True)
    return entry
