"""The desk of one table while a message of its phones is taken: what is known, what is new."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from citizenspring.engines.rounds import Method
from citizenspring.rounds.models import Card, Fact, Run
from citizenspring.rounds.queries import Clock, method_of

from .reading import Said
from .voting import STEP, Turn, turn_at

__all__ = ["Desk"]


@dataclass
class Desk:
    """``cards`` are those of the table and those spoken of; ``wrote`` are facts by their key.

    ``held_at`` is when the people whose votes are keyed in were held: what they said meanwhile
    came before.
    """

    run: Run
    table: int
    clock: Clock
    said: Sequence[Said]
    cards: dict[UUID, Card] = field(default_factory=dict)
    wrote: dict[UUID, Fact] = field(default_factory=dict)
    new: list[Fact] = field(default_factory=list)
    made: dict[UUID, Card] = field(default_factory=dict)
    changed: dict[UUID, Card] = field(default_factory=dict)
    held_at: float = 0.0

    def look(self) -> None:
        """Fetch what the message may be about, in two queries."""
        keys = {key for one in self.said for key in (one.key, one.knows) if key}
        self.wrote = {fact.key: fact for fact in self.run.facts.filter(key__in=keys)}
        named = {one.card for one in self.said if one.card}
        named |= {key for one in self.said for key in one.cards}
        rows = self.run.cards.filter(Q(table=self.table) | Q(key__in=named))
        self.cards = {card.key: card for card in rows}

    @property
    def method(self) -> Method:
        return method_of(self.run)

    @property
    def moment(self) -> float:
        """When the next fact is taken: each a little after the one before."""
        return max(self.clock.now, self.held_at) + len(self.new) * STEP

    @property
    def time(self) -> datetime:
        return datetime.fromtimestamp(self.clock.now, UTC)

    def turn(self, phase: str, number: int) -> Turn:
        return turn_at(self.run, self.clock, phase, number)

    def is_late(self, turn: Turn) -> bool:
        """Whether a fact of this moment comes after the end."""
        return turn.is_over or (turn.ends is not None and self.moment > turn.ends)

    def add(self, said: Said, **columns: Any) -> Fact:
        """A new fact of this table."""
        fact = Fact(
            run=self.run, key=said.key, at=self.moment, said_at=said.said_at, table=self.table
        )
        fact.kind = said.kind
        for name, value in columns.items():
            setattr(fact, name, value)
        self.new.append(fact)
        self.wrote[fact.key] = fact
        return fact

    def put(self, card: Card, *, is_new: bool = False) -> None:
        """Keep a card as it stands now."""
        card.changed_at = self.time
        self.cards[card.key] = card
        (self.made if is_new or card.key in self.made else self.changed)[card.key] = card

    def keep(self) -> None:
        """Write all of it, in at most three statements."""
        Fact.objects.bulk_create(self.new)
        Card.objects.bulk_create(self.made.values())
        columns = "text", "language", "theme", "position", "revision", "is_late", "changed_at"
        if self.changed:
            Card.objects.bulk_update(self.changed.values(), columns)
