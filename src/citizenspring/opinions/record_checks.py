"""Comparing the votes as they stand with their seals in the public record."""

from collections.abc import Iterator

from citizenspring.ledger.checks import Finding, SealedRow, check_sealed_rows, register_check
from citizenspring.ledger.models import Entry

from .models import Vote
from .services.votes import sealed_facts

__all__ = ["check_votes", "join"]

CHUNK = 5_000


def check_votes() -> Iterator[Finding]:
    """Find each vote that was changed, added or removed behind the platform's back."""
    yield from check_sealed_rows("vote.cast", _rows(), gone=_gone())


def join() -> None:
    """Called when the app starts."""
    register_check("vote.cast", check_votes)


def _rows() -> Iterator[SealedRow]:
    for vote in Vote.objects.order_by("map", "statement", "person").iterator(CHUNK):
        yield SealedRow(
            where=f"vote of {vote.person_id} on {vote.statement_id}",
            seal=bytes(vote.seal).hex(),
            salt=bytes(vote.salt),
            facts=sealed_facts(
                person=vote.person_id,
                statement=vote.statement_id,
                choice=vote.choice,
                important=vote.important,
            ),
        )


def _gone() -> Iterator[str]:
    for kind, word in (("vote.cast", "replaces"), ("vote.withdrawn", "withdraws")):
        entries = Entry.objects.filter(kind=kind, body__has_key=word)
        yield from entries.values_list(f"body__{word}", flat=True).iterator(CHUNK)
