"""What a lottery over panels is, and what it promises to each person."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .pool import Pool

__all__ = ["Chance", "Found", "Lottery", "Proof", "Seats", "Standing", "portfolio_text"]

Found = Literal["relaxation", "exact", "gap"]
Standing = Literal["drawn", "already chosen", "excluded", "same address"]

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Chance:
    """What one person can expect.

    Attributes
    ----------
    id, pseudonym : str
        The pseudonym stands for the person in everything that is published.
    best : float
        The chance that the method aims at.
    panels : int
        On how many of the numbered panels she is.
    probability : float
        `panels` divided by the number of panels: her chance in the public draw.
    standing : str
        "drawn" for those who take part in the draw, else why they do not.
    limits : tuple of str
        The quotas that hold her chance down.
    """

    id: str
    pseudonym: str
    best: float
    panels: int
    probability: float
    standing: Standing
    limits: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Why the chance is what it is, in a sentence."""
        if self.standing == "already chosen":
            return "Has a seat already."
        if self.standing == "excluded":
            return "Was excluded from the draw."
        if self.standing == "same address":
            return "Somebody of the same address has a seat already."
        if self.best == 0:
            return "No panel that meets the quotas has a seat for her."
        if self.limits:
            return f"Few seats for many people: {', '.join(self.limits)}."
        return "As good a chance as the method can give."


@dataclass(frozen=True, slots=True)
class Seats:
    """A quota in the lottery.

    Attributes
    ----------
    feature, value : str
    least, most : int
    pool : int
        People of this value who take part in the draw.
    expected : float
        Seats on average over all panels.
    chance : float
        Mean probability of these people.
    """

    feature: str
    value: str
    least: int
    most: int
    pool: int
    expected: float
    chance: float


@dataclass(frozen=True, slots=True)
class Proof:
    """How good the lottery is, and how this is known.

    Attributes
    ----------
    found : str
        "relaxation": no lottery can give more, and this one gives it up to `shortfall`.
        "exact": an integer programme showed that no panel improves the lottery.
        "gap": the best possible lies between `lowest` and `ceiling`.
    lowest : float
        The lowest chance that a weighted lottery over the panels found gives.
    ceiling : float
        The lowest chance cannot be above this in any lottery.
    shortfall : float
        The largest difference between a person's best chance and what the weighted lottery gives.
    rounding : float
        The same for the numbered panels, each equally likely.
    """

    found: Found
    lowest: float
    ceiling: float
    shortfall: float
    rounding: float


@dataclass(frozen=True)
class Lottery:
    """A numbered list of panels, each equally likely to be drawn.

    Attributes
    ----------
    method, seed : str
    size, per_address : int
    people : tuple of Chance
        Everybody in the pool, in the order of their ids.
    panels : tuple of tuple of str
        Ids, sorted; the place in the tuple is the number of the panel.
    alternates : tuple of str
        Everybody who takes part in the draw, in the order in which seats that become free are
        offered. Fixed before the draw.
    seats : tuple of Seats
    proof : Proof
    pool : Pool
    """

    method: str
    seed: str
    size: int
    per_address: int
    people: tuple[Chance, ...]
    panels: tuple[tuple[str, ...], ...]
    alternates: tuple[str, ...]
    seats: tuple[Seats, ...]
    proof: Proof
    pool: Pool

    @cached_property
    def chances(self) -> dict[str, Chance]:
        return {one.id: one for one in self.people}

    @property
    def minimum(self) -> float:
        """Lowest best chance among those who take part."""
        return min((one.best for one in self.people if one.standing == "drawn"), default=0.0)

    @cached_property
    def portfolio_hash(self) -> str:
        """SHA-256 of the numbered panels under pseudonyms, as they are published."""
        return hashlib.sha256(self.portfolio_text.encode()).hexdigest()

    @cached_property
    def portfolio_text(self) -> str:
        names = {one.id: one.pseudonym for one in self.people}
        return portfolio_text([names[id_] for id_ in panel] for panel in self.panels)

    @cached_property
    def chances_text(self) -> str:
        """Everybody's chance under her pseudonym, as it is published."""
        rows = sorted((one.pseudonym, one.panels, one.best) for one in self.people)
        lines = [f"{name},{panels},{best:.{_DIGITS}f}" for name, panels, best in rows]
        return "\n".join(["person,panels,best_chance", *lines, ""])

    @cached_property
    def alternates_text(self) -> str:
        """The order of alternates under pseudonyms, as it is published."""
        lines = (
            f"{place},{self.chances[one].pseudonym}" for place, one in enumerate(self.alternates, 1)
        )
        return "\n".join(["place,person", *lines, ""])


def portfolio_text(panels: Iterable[Iterable[str]]) -> str:
    """Write numbered panels, one a line: the number, then the pseudonyms in order."""
    lines = [f"{number} {' '.join(sorted(one))}" for number, one in enumerate(panels)]
    return "\n".join([*lines, ""])
