"""What comes out of a gathering: cards, and what was said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Kept", "Objection", "Refused", "Result", "Scored"]


@dataclass(frozen=True)
class Kept:
    """A card as it was last written.

    Attributes
    ----------
    id, phase, table : str
        The table is the card's author.
    kind : str
        What kind of card the phase asked for.
    text, language, theme : str
    is_late : bool
        Written or changed after its phase had ended.
    """

    id: str
    phase: str
    table: str
    kind: str
    text: str
    language: str
    theme: str
    is_late: bool


@dataclass(frozen=True)
class Scored:
    """A card and what it got.

    Attributes
    ----------
    card : str
    place : int
        From 1; equal scores share a place.
    score : float
        Dots, tables that picked it, mean rating, consents, or total resistance.
    voices : int
        People (tables, for picks) who said something of it.
    """

    card: str
    place: int
    score: float
    voices: int


@dataclass(frozen=True)
class Objection:
    """Why a proposal cannot be consented to as it stands."""

    card: str
    reason: str


@dataclass(frozen=True)
class Refused:
    """A fact that was not counted, and why."""

    event: str
    why: str


@dataclass(frozen=True)
class Result:
    """What one turn of a phase came to.

    Attributes
    ----------
    phase : str
    turn : int
    kind : str
        That of the phase's entry.
    scores : tuple of Scored
        The best first.
    objections : tuple of Objection
        Of a consent round; who objected is not told.
    spoken : mapping of table to seconds
    """

    phase: str
    turn: int
    kind: str
    scores: tuple[Scored, ...] = ()
    objections: tuple[Objection, ...] = ()
    spoken: Mapping[str, float] = field(default_factory=dict)
