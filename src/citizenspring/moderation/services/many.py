"""One decision with one reason about several contributions: each is an act of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from citizenspring.common.errors import Refusal
from citizenspring.moderation.models import Decision
from citizenspring.people.models import Person
from citizenspring.threads.models import Node

from .deciding import decide

__all__ = ["Outcome", "decide_many"]


@dataclass
class Outcome:
    """What became of each: done, waiting for a second moderator, or refused."""

    done: list[Decision] = field(default_factory=list)
    proposed: list[Decision] = field(default_factory=list)
    refused: list[tuple[Node, Refusal]] = field(default_factory=list)


def decide_many(
    nodes: Iterable[Node], act: Decision.Act, *, reason: str, by: Person, ground: str = ""
) -> Outcome:
    """Decide about each in its own transaction: one that is refused stops no other."""
    outcome = Outcome()
    for node in nodes:
        try:
            made = decide(node, act, reason=reason, by=by, ground=ground)
        except Refusal as refusal:
            outcome.refused.append((node, refusal))
            continue
        (outcome.proposed if made.is_proposed else outcome.done).append(made)
    return outcome
