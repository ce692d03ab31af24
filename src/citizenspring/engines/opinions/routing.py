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
    from citizenspring.engines.opinions.result import OpinionMap
    from citizenspring.engines.opinions.tables import GroupCounts
    from citizenspring.engines.opinions.votes import VoteMatrix

__all__ = [
    "META_PRIORITY",
    "Card",
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
    votes: VoteMatrix, counts: GroupCounts, extremity: NDArray[np.float64]
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
    cards: Iterable[Card], *, voted: Collection[Hashable], person: Hashable, seed: str | int
) -> Hashable | None:
    """Choose a person's next card our way.

    On even turns the card with fewest votes, so that every statement gets its share; on
    odd turns one drawn by priority. The same state gives the same card.

    Parameters
    ----------
    cards : iterable of Card
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
    left = [card for card in cards if card.statement not in voted]
    if not left:
        return None
    if len(voted) % 2:
        return _drawn(left, _stream(seed, person, len(voted)))
    fewest = min(card.seen for card in left)
    least = [card for card in left if card.seen == fewest]
    return least[_stream(seed, person, len(voted)).below(len(least))].statement


def polis_card(
    cards: Iterable[Card], *, voted: Collection[Hashable], person: Hashable, seed: str | int
) -> Hashable | None:
    """Draw a person's next card by priority, as Polis does; None when nothing is left."""
    left = [card for card in cards if card.statement not in voted]
    return _drawn(left, _stream(seed, person, len(voted))) if left else None


def _drawn(cards: list[Card], stream: Stream) -> Hashable:
    running = np.cumsum([max(card.priority, 0.0) for card in cards])
    if running[-1] <= 0:
        return cards[stream.below(len(cards))].statement
    at = int(np.searchsorted(running, stream.floats(1)[0] * running[-1], side="right"))
    return cards[min(at, len(cards) - 1)].statement


def _stream(seed: str | int, person: Hashable, turn: int) -> Stream:
    return Stream(seed, f"card {turn} of {person}")
