"""Circles of giving: A has what B needs, B has what C needs, C has what A needs.

Two people seldom have exactly what the other needs. A circle works without money all the same:
everybody gives once and receives once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.language.matching import Reason, explain_fit

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from citizenspring.engines.language.matching import Fit, Listing

__all__ = ["LONGEST", "Circle", "find_circles"]

LONGEST = 4
"""People in a circle: with more, one who drops out undoes the work of too many."""
_MOST_GIFTS = 8
_MOST_STEPS = 2_000_000


@dataclass(frozen=True)
class Circle:
    """People of whom each has what the next one needs, and the last what the first needs.

    Attributes
    ----------
    owners : tuple
        Each gives to the next, the last to the first. The first is the one whose id comes
        first, so that a circle is listed once.
    fits : tuple of Fit
        For each owner what she gives: `fits[0]` is the offer of the first for the need of the
        second.
    weakest : float
        Likeness of the least certain of them.
    """

    owners: tuple[Hashable, ...]
    fits: tuple[Fit, ...]
    weakest: float

    def reasons(self, needs: Sequence[Listing], offers: Sequence[Listing]) -> tuple[Reason, ...]:
        """Return for each owner why what she gives fits the need of the next."""
        return tuple(explain_fit(needs[fit.need], offers[fit.offer]) for fit in self.fits)


def find_circles(
    needs: Sequence[Listing],
    offers: Sequence[Listing],
    fits: Iterable[Fit],
    *,
    longest: int = LONGEST,
    count: int = 20,
) -> list[Circle]:
    """Find circles among fits.

    Parameters
    ----------
    needs, offers : sequence of Listing
    fits : iterable of Fit
        As :func:`match_needs` gives them.
    longest : int
        People in a circle, 2 (a direct swap) or more.
    count : int
        At most so many circles.

    Returns
    -------
    list of Circle
        The surest first: by the weakest link, then the shorter, then by owners. A circle holds
        nobody twice. Of several gifts from one to another the surest is taken, and of each
        giver the surest gifts to eight others.

    Raises
    ------
    BadInput
        When `longest` is below 2.

    Examples
    --------
    >>> from citizenspring.engines.language import Fit, Listing
    >>> needs = [Listing("ann", "a"), Listing("bob", "b"), Listing("cem", "c")]
    >>> offers = [Listing("bob", "a"), Listing("cem", "b"), Listing("ann", "c")]
    >>> fits = [Fit(0, 0, 0.9), Fit(1, 1, 0.8), Fit(2, 2, 0.7)]
    >>> [(circle.owners, circle.weakest) for circle in find_circles(needs, offers, fits)]
    [(('ann', 'cem', 'bob'), 0.7)]
    """
    if longest < 2:  # noqa: PLR2004  # nobody swaps with herself
        raise BadInput(f"a circle of at most {longest}", expected="2 people or more")
    gifts = _gifts(needs, offers, fits)
    found = [
        Circle(owners, given, min(fit.likeness for fit in given))
        for owners, given in _around(gifts, longest)
    ]
    found.sort(key=lambda circle: (-circle.weakest, len(circle.owners), str(circle.owners)))
    return found[:count]


def _gifts(
    needs: Sequence[Listing], offers: Sequence[Listing], fits: Iterable[Fit]
) -> dict[Hashable, dict[Hashable, Fit]]:
    """Return for each giver the surest gift to each of those she can help best."""
    every: dict[Hashable, dict[Hashable, Fit]] = {}
    for fit in sorted(fits, key=lambda fit: (-fit.likeness, fit.need, fit.offer)):
        giver, taker = offers[fit.offer].owner, needs[fit.need].owner
        given = every.setdefault(giver, {})
        if giver != taker and len(given) < _MOST_GIFTS:
            given.setdefault(taker, fit)
    return every


def _around(
    gifts: dict[Hashable, dict[Hashable, Fit]], longest: int
) -> Iterator[tuple[tuple[Hashable, ...], tuple[Fit, ...]]]:
    """Walk from each owner along gifts and back to her, through owners that come after her."""
    place = {owner: at for at, owner in enumerate(sorted(gifts, key=str))}
    steps = 0
    for first, at in place.items():
        waiting: list[tuple[tuple[Hashable, ...], tuple[Fit, ...]]] = [((first,), ())]
        while waiting and steps < _MOST_STEPS:
            owners, given = waiting.pop()
            for taker, fit in gifts[owners[-1]].items():
                steps += 1
                if taker == first and given:
                    yield owners, (*given, fit)
                elif place.get(taker, -1) > at and taker not in owners and len(owners) < longest:
                    waiting.append(((*owners, taker), (*given, fit)))
