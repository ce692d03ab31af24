"""Which card comes next.

Polis draws cards by their priority. Our own order gives every statement its votes: cards with
fewest votes and cards that tell most alternate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable

    from numpy.typing import NDArray

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.crowd import Crowd
    from citizenspring.engines.opinions.result import OpinionMap
    from citizenspring.engines.opinions.tables import GroupCounts

__all__ = [
    "META_PRIORITY",
    "Card",
    "Pile",
    "card_extremity",
    "cards_of",
    "next_card",
    "polis_card",
    "polis_priority",
    "priority_of",
]

META_PRIORITY = 49.0


@dataclass(frozen=True)
class Card:
    """A statement that may be shown next.

    Attributes
    ----------
    statement : id
    seen : int
        Votes it has, passes included.
    priority : float
        Weight by :func:`priority_of`.
    """

    statement: Hashable
    seen: int
    priority: float


class Pile:
    """Cards laid out in columns, so that choosing among tens of thousands takes no time.

    Parameters
    ----------
    cards : iterable of Card
    """

    def __init__(self, cards: Iterable[Card]) -> None:
        found = list(cards)
        self.statements = [card.statement for card in found]
        self.places = {statement: place for place, statement in enumerate(self.statements)}
        self.seen = np.array([card.seen for card in found], dtype=np.int64)
        self.weights = np.array([max(card.priority, 0.0) for card in found])

    @classmethod
    def of(cls, cards: Iterable[Card] | Pile) -> Pile:
        """Lay the cards out, unless they are already."""
        return cards if isinstance(cards, Pile) else cls(cards)

    def without(self, voted: Collection[Hashable]) -> NDArray[np.intp]:
        """Places of the cards that are not among ``voted``, in order."""
        is_left = np.ones(len(self.statements), dtype=bool)
        is_left[[self.places[one] for one in voted if one in self.places]] = False
        return np.flatnonzero(is_left)

    def drawn(self, left: NDArray[np.intp], stream: Stream) -> Hashable:
        """One of the cards ``left``, by priority."""
        running = np.cumsum(self.weights[left])
        if running[-1] <= 0:
            return self.statements[int(left[stream.below(len(left))])]
        at = int(np.searchsorted(running, stream.floats(1)[0] * running[-1], side="right"))
        return self.statements[int(left[min(at, len(left) - 1)])]


def card_extremity(axes: Axes) -> NDArray[np.float64]:
    """How far one agreement and no other vote moves a person, shape (statements,).

    The single vote is scaled by √m as the position of a person with one vote is.
    """
    m = axes.centre.size
    length = np.hypot(axes.directions[0], axes.directions[1])
    return np.asarray(np.sqrt(m) * np.abs(1.0 - axes.centre) * length)


def priority_of(*, agree: int, passed: int, seen: int, extremity: float) -> float:
    """Weight of one statement in Polis's choice.

    ``[(1 - (P+1)/(S+2)) · (E+1) · (A+1)/(S+2) · (1 + 8·2^(-S/5))]²``

    Examples
    --------
    >>> round(priority_of(agree=0, passed=0, seen=0, extremity=0.0), 4)
    5.0625
    """
    engaged = 1.0 - (passed + 1.0) / (seen + 2.0)
    agreed = (agree + 1.0) / (seen + 2.0)
    novelty = 1.0 + 8.0 * 2.0 ** (-seen / 5.0)
    return float((engaged * (extremity + 1.0) * agreed * novelty) ** 2)


def polis_priority(
    votes: Crowd, counts: GroupCounts, extremity: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Priority of every statement over the people counted in groups, shape (statements,).

    Meta statements have 49.
    """
    found = [
        META_PRIORITY
        if statement in votes.meta
        else priority_of(agree=agree, passed=passed, seen=seen, extremity=far)
        for statement, agree, passed, seen, far in zip(
            votes.statements,
            counts.agree.sum(axis=0).tolist(),
            counts.passed.sum(axis=0).tolist(),
            counts.seen.sum(axis=0).tolist(),
            extremity.tolist(),
            strict=True,
        )
    ]
    return np.array(found)


def cards_of(found: OpinionMap) -> tuple[Card, ...]:
    """List the statements of a map that may be shown: all but those moderated out."""
    return tuple(
        Card(row.statement, row.everyone.seen, row.priority)
        for row in found.rows
        if row.status != "moderated out"
    )


def next_card(
    cards: Iterable[Card] | Pile, *, voted: Collection[Hashable], person: Hashable, seed: str | int
) -> Hashable | None:
    """Choose a person's next card our way.

    On even turns the card with fewest votes, so that every statement gets its share; on
    odd turns one drawn by priority. The same state gives the same card.

    Parameters
    ----------
    cards : iterable of Card, or Pile
        Lay many cards out as a pile once when many people draw from them.
    voted : collection of statement ids
        What the person has answered; its length is her turn.
    person : id
        Spreads the draws over the people.
    seed : str or int

    Returns
    -------
    statement id or None
        None when she has answered everything.

    Examples
    --------
    >>> cards = [Card("a", 9, 1.0), Card("b", 2, 1.0), Card("c", 9, 1.0)]
    >>> next_card(cards, voted=[], person="ada", seed=1)
    'b'
    """
    pile = Pile.of(cards)
    left = pile.without(voted)
    if not left.size:
        return None
    stream = _stream(seed, person, len(voted))
    if len(voted) % 2:
        return pile.drawn(left, stream)
    seen = pile.seen[left]
    least = left[seen == seen.min()]
    return pile.statements[int(least[stream.below(len(least))])]


def polis_card(
    cards: Iterable[Card] | Pile, *, voted: Collection[Hashable], person: Hashable, seed: str | int
) -> Hashable | None:
    """Draw a person's next card by priority, as Polis does; None when nothing is left."""
    pile = Pile.of(cards)
    left = pile.without(voted)
    return pile.drawn(left, _stream(seed, person, len(voted))) if left.size else None


def _stream(seed: str | int, person: Hashable, turn: int) -> Stream:
    return Stream(seed, f"card {turn} of {person}")
