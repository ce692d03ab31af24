"""Comparing every vote with its seal in the public record."""

from collections.abc import Iterator

from citizenspring.ledger.checks import Finding, SealedRow, check_sealed_rows, register_check
from citizenspring.ledger.models import Entry

from .models import Vote
from .services import sealed_facts

__all__ = ["check_votes", "join"]

CHUNK = 5_000


def check_votes() -> Iterator[Finding]:
    """Every vote changed, added or removed behind the platform's back."""
    return check_sealed_rows("vote.cast", _rows(), gone=_gone())


def _rows() -> Iterator[SealedRow]:
    votes = Vote.objects.values_list(
        "person_id", "statement_id", "choice", "important", "salt", "seal"
    )
    for person, statement, choice, important, salt, seal in votes.iterator(CHUNK):
        facts = sealed_facts(person=person, statement=statement, choice=choice, important=important)
        # Statement and seal say which row it is without naming the person.
        where = f"vote on statement {statement}, seal {bytes(seal).hex()[:12]}"
        yield SealedRow(where, bytes(seal).hex(), bytes(salt), facts)


def _gone() -> Iterator[str]:
    for kind, name in (("vote.cast", "replaces"), ("vote.withdrawn", "withdraws")):
        entries = Entry.objects.filter(kind=kind, body__has_key=name)
        yield from entries.values_list(f"body__{name}", flat=True).iterator(CHUNK)


def join() -> None:
    """Called when the app starts."""
    register_check("vote.cast", check_votes)
