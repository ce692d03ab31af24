"""Systemic consensing: the option with the least resistance, not the loudest support.

Everybody says how much she resists each option, from 0 (none) to 10 (cannot accept). What is
not said counts 5: silence is neither a yes nor a no. The zero option, "everything stays as it
is", is always on the list: an option that is resisted more than doing nothing is no solution.

References
----------
Visotschnig and Schrotta, "Das SK-Prinzip", Überreuter, 2005. Paulus, Schrotta and Visotschnig,
"Systemisches Konsensieren", Danke-Verlag, 2009.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking.lots import DEFAULT_SEED, in_order
from citizenspring.engines.ranking.result import Ranking
from citizenspring.engines.ranking.sureness import SURE, Spread, places_by, spread_of_totals

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

__all__ = ["MISSING", "STRONGEST", "ZERO", "ConsensingRanking", "rank_by_resistance"]

MISSING = 5
STRONGEST = 10
ZERO = "zero"


@dataclass(frozen=True, kw_only=True)
class ConsensingRanking(Ranking):
    """A ranking by resistance; scores are total resistance, the lowest first.

    Attributes
    ----------
    zero : id
        The zero option.
    missing : mapping of option to int
        Answers that were not given and count 5.
    strong : mapping of option to int
        People whose resistance is 8 or more: talk to them before deciding.
    """

    zero: Hashable
    missing: Mapping[Hashable, int]
    strong: Mapping[Hashable, int]

    def acceptance(self, option: Hashable) -> float:
        """Return 1 when nobody resists an option and 0 when everybody does fully."""
        most = STRONGEST * self.counted
        return 1.0 - self.place_of(option).score / most if most else 0.5

    @property
    def better_than_nothing(self) -> tuple[Hashable, ...]:
        """Options that are resisted less than the zero option, the best first."""
        mark = self.place_of(self.zero).score
        return tuple(place.option for place in self.places if place.score < mark)


def rank_by_resistance(
    ballots: Mapping[Any, Mapping[Any, int]],
    *,
    options: Iterable[Hashable] = (),
    zero: Hashable = ZERO,
    seed: str | int = DEFAULT_SEED,
    sure: float = SURE,
) -> ConsensingRanking:
    """Rank options by the resistance they meet, the least first.

    Parameters
    ----------
    ballots : mapping of person to a mapping of option to resistance
        Whole numbers from 0 to 10; what is missing counts 5.
    options : iterable, optional
        Options to list even when nobody has rated them.
    zero : id
        The zero option; added when nobody has rated it.
    seed : str or int
    sure : float

    Returns
    -------
    ConsensingRanking

    Raises
    ------
    BadInput
        When a resistance is not a whole number from 0 to 10.

    Examples
    --------
    >>> found = rank_by_resistance(
    ...     {"ada": {"pond": 1, "car park": 9, "zero": 6}, "bo": {"pond": 3, "zero": 5}}
    ... )
    >>> [(place.option, place.score) for place in found.places]
    [('pond', 4.0), ('zero', 11.0), ('car park', 14.0)]
    >>> found.better_than_nothing, found.acceptance("pond")
    (('pond',), 0.8)
    """
    known = in_order([zero, *options, *(one for each in ballots.values() for one in each)])
    spread, missing, strong = _resisted(ballots, known)
    return ConsensingRanking(
        method="consensing",
        unit="resistance, the least first",
        places=places_by(spread, seed=seed, sure=sure, factor=-1.0),
        counted=len(ballots),
        sure=sure,
        seed=str(seed),
        spread=spread,
        zero=zero,
        missing=missing,
        strong=strong,
    )


_STRONG = 8


def _resisted(
    ballots: Mapping[Any, Mapping[Any, int]], options: tuple[Hashable, ...]
) -> tuple[Spread, dict[Hashable, int], dict[Hashable, int]]:
    at = {option: place for place, option in enumerate(options)}
    told: Counter[Hashable] = Counter()
    strong: Counter[Hashable] = Counter()
    rows: list[int] = []
    columns: list[int] = []
    eased: list[float] = []
    for row, (person, said) in enumerate(ballots.items()):
        for option, resistance in said.items():
            if resistance % 1 or not 0 <= resistance <= STRONGEST:
                found = f"{person} resists {option} by {resistance!r}"
                raise BadInput(found, expected="a whole number from 0 to 10")
            rows.append(row)
            columns.append(at[option])
            # Kept as the distance from silence: what was not said needs no place.
            eased.append(float(MISSING - resistance))
            told[option] += 1
            strong[option] += resistance >= _STRONG
    shape = (len(ballots), len(options))
    given = sparse.csr_array((eased, (rows, columns)), shape=shape)
    spread = spread_of_totals(options, given, np.ones(len(ballots)), unit=float(STRONGEST))
    # Ranked by what is left of full acceptance, so that more is better as everywhere else.
    scores = spread.scores - float(MISSING * len(ballots))
    silent = {option: len(ballots) - told[option] for option in options}
    return (
        Spread(options, scores, spread.covariance),
        silent,
        {option: strong[option] for option in options},
    )
