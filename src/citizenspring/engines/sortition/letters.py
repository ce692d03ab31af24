"""The first stage of a draw: to which households letters go, and who may answer.

Letters go to households drawn by lot in each stratum (a commune, say). Where a stratum is
known to answer less often it gets more letters, so that the volunteers mirror the city.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["RESPONSE", "Letters", "Stratum", "StratumLetters", "draw_households", "plan_letters"]

RESPONSE = 0.047
"""Volunteers per letter, as measured in Brussels: 10,000 letters, about 470 volunteers."""

_NINETY_FIVE = 1.959964
_OVERDISPERSION = 1.5
"""Answers of one street or one week are alike: the variance is larger than that of coins."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the city.

    Parameters
    ----------
    name : str
    households : int
        How many there are to write to.
    response : float, optional
        Volunteers per letter, where known; else that of the whole.
    share : float, optional
        Part of the volunteers it should give; by its households when not known.
    """

    name: str
    households: int
    response: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class StratumLetters:
    """Letters of one stratum, and the volunteers to expect: on average and in 95 of 100 cases."""

    name: str
    letters: int
    households: int
    volunteers: float
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Letters:
    """The plan.

    Attributes
    ----------
    strata : tuple of StratumLetters
    letters : int
    volunteers : float
        Expected; between `lowest` and `highest` in 95 of 100 cases.
    """

    strata: tuple[StratumLetters, ...]
    letters: int
    volunteers: float
    lowest: int
    highest: int


def plan_letters(strata: Iterable[Stratum], letters: int, *, response: float = RESPONSE) -> Letters:
    """Share letters out over strata.

    Each stratum gets letters in proportion to its share divided by its response, rounded by
    largest remainders; never more than it has households.

    Raises
    ------
    BadInput
        When a figure is impossible, a stratum is there twice, or there are too few households.

    Examples
    --------
    >>> plan = plan_letters([Stratum("Jette", 3000), Stratum("Evere", 1000)], 2000)
    >>> [one.letters for one in plan.strata], round(plan.volunteers), (plan.lowest, plan.highest)
    ([500, 1500], 94, (71, 117))
    """
    found = sorted(strata, key=lambda one: one.name)
    _check(found, letters, response)
    whole = sum(one.households for one in found)
    weights = [
        (one.share if one.share is not None else one.households / whole)
        / (one.response or response)
        for one in found
    ]
    counts = _shared(letters, weights, [one.households for one in found])
    planned = tuple(
        _expected(one.name, many, one.households, one.response or response)
        for one, many in zip(found, counts, strict=True)
    )
    chances = [(many, one.response or response) for one, many in zip(found, counts, strict=True)]
    lowest, highest = _interval(chances)
    return Letters(planned, letters, sum(one.volunteers for one in planned), lowest, highest)


def draw_households(
    households: Mapping[str, Sequence[str]], plan: Letters, *, seed: str | int
) -> dict[str, tuple[str, ...]]:
    """Draw by lot to which households of each stratum a letter goes.

    Parameters
    ----------
    households : mapping of str to sequence of str
        For each stratum the households, by whatever names them. Their order has no influence.
    plan : Letters
    seed : str or int

    Raises
    ------
    BadInput
        When a stratum is missing, or has not the households the plan counts on.
    """
    found = {}
    for one in plan.strata:
        names = sorted(households.get(one.name, ()))
        for first, second in pairwise(names):
            if first == second:
                raise BadInput(f"the household {first!r} of {one.name} is there twice")
        if len(names) < one.letters:
            wish = f"at least {one.letters}"
            raise BadInput(f"{one.name} has {len(names)} households", expected=wish)
        chosen = Stream(seed, f"letters to {one.name}").sample(len(names), one.letters)
        found[one.name] = tuple(names[place] for place in chosen.tolist())
    return found


def _check(strata: Sequence[Stratum], letters: int, response: float) -> None:
    if letters < 1:
        raise BadInput(f"there are {letters} letters", expected="at least 1")
    if not strata:
        raise BadInput("there is no stratum to write to")
    for first, second in pairwise(strata):
        if first.name == second.name:
            raise BadInput(f"the stratum {first.name!r} is there twice")
    for one in strata:
        _check_stratum(one, response)
    whole = sum(one.households for one in strata)
    if letters > whole:
        found = f"{letters} letters are to go to {whole} households"
        raise BadInput(found, expected="at most one letter each")


def _check_stratum(one: Stratum, response: float) -> None:
    rate = response if one.response is None else one.response
    if one.households < 1:
        raise BadInput(f"{one.name} has {one.households} households", expected="at least 1")
    if not 0 < rate <= 1:
        raise BadInput(f"the response of {one.name} is {rate}", expected="above 0, up to 1")
    if one.share is not None and not 0 <= one.share <= 1:
        raise BadInput(f"the share of {one.name} is {one.share}", expected="from 0 to 1")


def _shared(letters: int, weights: Sequence[float], most: Sequence[int]) -> list[int]:
    """Whole numbers in proportion to the weights, none above its most, that sum to `letters`."""
    counts = [0] * len(weights)
    open_ = set(range(len(weights)))
    while True:
        left = letters - sum(counts[place] for place in range(len(counts)) if place not in open_)
        weight = sum(weights[place] for place in open_)
        exact = {
            place: left * (weights[place] / weight if weight else 1 / len(open_)) for place in open_
        }
        full = {place for place in open_ if exact[place] > most[place]}
        if not full:
            break
        for place in full:
            counts[place] = most[place]
        open_ -= full
    for place in open_:
        counts[place] = math.floor(exact[place])
    missing = letters - sum(counts)
    ranked = sorted(open_, key=lambda place: (counts[place] - exact[place], place))
    for place in [one for one in ranked if counts[one] < most[one]][:missing]:
        counts[place] += 1
    return counts


def _expected(name: str, letters: int, households: int, response: float) -> StratumLetters:
    lowest, highest = _interval([(letters, response)])
    return StratumLetters(name, letters, households, letters * response, lowest, highest)


def _interval(chances: Sequence[tuple[int, float]]) -> tuple[int, int]:
    """In how wide a range volunteers lie in 95 of 100 cases."""
    letters = sum(many for many, _ in chances)
    mean = sum(many * response for many, response in chances)
    variance = sum(many * response * (1 - response) for many, response in chances)
    wide = _NINETY_FIVE * math.sqrt(_OVERDISPERSION * variance)
    return max(0, math.floor(mean - wide)), min(letters, math.ceil(mean + wide))
