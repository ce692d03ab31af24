"""Writing in the public record, inside the transaction of the act itself."""

import json
import secrets
from typing import Any
from uuid import UUID

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import MAX_ENTRY_BYTES, canonical, digest_of, hash_leaf
from citizenspring.ledger.models import Entry
from citizenspring.people.models import Person

__all__ = ["RECORD_FROM", "SALT_BYTES", "entry_for", "entry_values", "record", "seal"]

SALT_BYTES = 16
LARGEST_NUMBER = 2**53 - 1
# For an act that is one statement: writes the entry once per row of what stands behind it.
RECORD_FROM = """
INSERT INTO ledger_entry (id, kind, about, body, leaf, recorded_at)
SELECT %(entry)s, %(kind)s, %(about)s, %(body)s::jsonb, %(leaf)s, %(recorded_at)s FROM"""
OWN_WORDS = frozenset({"kind", "nonce", "seal"})


def seal(salt: bytes, facts: dict[str, Any]) -> str:
    """Salted digest of facts that stay private: whoever holds salt and facts can prove them."""
    return digest_of(facts, salt)


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
    if taken := OWN_WORDS.intersection(facts or {}):
        raise BadInput(f"a fact is called {min(taken)}", expected="another name")  # noqa: EM102, TRY003  # BadInput builds its own sentence
    body: dict[str, Any] = {"kind": kind, "nonce": secrets.token_hex(8), **(facts or {})}
    if about is not None:
        body["about"] = str(about)
    if by is not None:
        body["by"] = by.pseudonym("record")
    if sealed is not None:
        body["seal"] = seal(salt or b"", sealed)
    line = canonical(body)
    _require_exact_numbers(body)
    if len(line) > MAX_ENTRY_BYTES:
        raise BadInput(f"an entry has {len(line)} bytes", expected=f"at most {MAX_ENTRY_BYTES}")  # noqa: EM102, TRY003  # BadInput builds its own sentence
    return Entry(kind=kind, about=about, body=body, leaf=hash_leaf(line))


def _require_exact_numbers(facts: Any) -> None:
    """PostgreSQL gives 1e16 back as a whole number, and one so large has no canonical JSON."""
    if isinstance(facts, dict | list | tuple):
        for each in facts.values() if isinstance(facts, dict) else facts:
            _require_exact_numbers(each)
    elif isinstance(facts, float) and abs(facts) > LARGEST_NUMBER:
        raise BadInput(f"a fact is {facts}", expected=f"at most {LARGEST_NUMBER}")  # noqa: EM102, TRY003  # BadInput builds its own sentence


def entry_values(entry: Entry) -> dict[str, Any]:
    """What ``RECORD_FROM`` asks for."""
    return {
        "entry": entry.pk,
        "kind": entry.kind,
        "about": entry.about,
        "body": json.dumps(entry.body),
        "leaf": entry.leaf,
        "recorded_at": entry.recorded_at,
    }


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
    appears as a pseudonym; leave it out where even that says too much, or name a pseudonym of
    another context as the fact ``by``.
    """
    entry = entry_for(kind, by=by, about=about, facts=facts, sealed=sealed, salt=salt)
    entry.save(force_insert=True)
    return entry
