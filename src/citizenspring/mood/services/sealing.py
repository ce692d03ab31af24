"""The seal of a confirmed answer in the public record: proves that nobody changed it since."""

import secrets
from typing import Any

from citizenspring.ledger.services import SALT_BYTES, record, seal
from citizenspring.mood.models import Answer

__all__ = ["note_withdrawn", "seal_answer", "sealed_facts"]


def sealed_facts(answer: Answer) -> dict[str, Any]:
    """What an answer's seal covers; the check of the record computes the same."""
    return {
        "answer": str(answer.pk),
        "mood": str(answer.mood_id),
        "said": dict(sorted(answer.said.items())),
        "home": str(answer.home_id or ""),
        "age": answer.age,
    }


def seal_answer(answer: Answer) -> None:
    """Seal the answer as it now is, and have the record say what that replaces."""
    before = bytes(answer.seal).hex() if answer.seal else None
    facts = sealed_facts(answer)
    answer.salt = secrets.token_bytes(SALT_BYTES)
    answer.seal = bytes.fromhex(seal(answer.salt, facts))
    record(
        "answer.confirmed",
        about=answer.mood.activity.node_id,
        facts={"replaces": before} if before else {},
        sealed=facts,
        salt=answer.salt,
    )


def note_withdrawn(answer: Answer) -> None:
    assert answer.seal is not None
    facts = {"withdraws": bytes(answer.seal).hex()}
    record("answer.withdrawn", about=answer.mood.activity.node_id, facts=facts)
