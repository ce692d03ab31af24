"""Comparing every confirmed answer with its seal in the public record."""

from collections.abc import Iterator

from citizenspring.ledger.checks import Finding, SealedRow, check_sealed_rows, register_check
from citizenspring.ledger.models import Entry

from .models import Answer
from .services.sealing import sealed_facts

__all__ = ["check_answers", "join"]

CHUNK = 5_000
KIND = "answer.confirmed"


def check_answers() -> Iterator[Finding]:
    """Every answer changed, added or removed behind the platform's back."""
    return check_sealed_rows(KIND, _rows(), gone=_gone())


def _rows() -> Iterator[SealedRow]:
    for answer in Answer.objects.filter(state=Answer.State.CONFIRMED).iterator(CHUNK):
        seal = bytes(answer.seal or b"").hex()
        # The mood check and the seal say which row it is without naming the person.
        where = f"answer to mood check {answer.mood_id}, seal {seal[:12]}"
        yield SealedRow(where, seal, bytes(answer.salt or b""), sealed_facts(answer))


def _gone() -> Iterator[str]:
    for kind, name in ((KIND, "replaces"), ("answer.withdrawn", "withdraws")):
        entries = Entry.objects.filter(kind=kind, body__has_key=name)
        yield from entries.values_list(f"body__{name}", flat=True).iterator(CHUNK)


def join() -> None:
    """Called when the app starts."""
    register_check(KIND, check_answers)
