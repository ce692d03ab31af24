"""How much a funded project is worth to those who voted for it.

A measure turns a ballot entry into a whole number and says how the price of a project is
compared with that of another; nothing here is rounded, not even the square root.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.election import Election

__all__ = ["MEASURES", "Measure", "Satisfaction", "default_measure", "measured"]

Measure = Literal["cost", "cardinality", "sqrt", "points", "borda", "borda0"]
MEASURES: tuple[str, ...] = get_args(Measure)

_POINTS = frozenset({"cumulative", "scoring"})


@dataclass(frozen=True, eq=False)
class Satisfaction:
    """A measure applied to the ballots of one vote.

    A supporter pays at most `rho` times her utility. Among projects the one with the lowest
    ``rho × scale`` is bought first, where the scale is 1/cost, 1 or 1/√cost.

    Attributes
    ----------
    measure : str
    utilities : ndarray of int64, shape (entries,)
        Of each ballot entry; only entries above 0 support. For cost, cardinality and sqrt
        all supporters of a project are alike, and the utility is 1.
    scales : ndarray of float64, shape (projects,)
        The scale as floats, for searching only.
    """

    measure: Measure
    utilities: NDArray[np.int64] = field(repr=False)
    scales: NDArray[np.float64] = field(repr=False)

    @property
    def is_uniform(self) -> bool:
        """Whether all supporters of a project are alike."""
        return self.measure in {"cost", "cardinality", "sqrt"}

    def rank(self, rho: Fraction, cost: int) -> Fraction:
        """Return a number that orders projects exactly as ``rho × scale`` does.

        For the square root it is the square, ``rho²/cost``, which stays rational.
        """
        if self.measure == "cost":
            return rho / cost
        return rho * rho / cost if self.measure == "sqrt" else rho


def default_measure(election: Election) -> Measure:
    """Points where ballots carry points, Borda where they rank, else cost."""
    kind = election.ballots.kind
    if kind in _POINTS:
        return "points"
    return "borda" if kind == "ordinal" else "cost"


def measured(election: Election, measure: Measure | None = None) -> Satisfaction:
    """Apply a measure to the ballots of a vote.

    Parameters
    ----------
    election : Election
    measure : str, optional
        ``"cost"``: a project is worth its cost. ``"cardinality"``: 1. ``"sqrt"``: the square
        root of its cost. ``"points"``: the points a voter gave it. ``"borda"``: the place
        from behind, the last on a ballot counts 1; ``"borda0"``: the last counts 0.
        When not given, what suits the kind of ballot.

    Raises
    ------
    BadInput
        When the ballots do not carry what the measure needs.
    """
    chosen = default_measure(election) if measure is None else measure
    if chosen not in MEASURES:
        raise BadInput(f"the satisfaction is {chosen!r}", expected=f"one of {', '.join(MEASURES)}")
    _check(chosen, election.ballots.kind)
    costs = np.maximum(election.entry_costs(), 1e-300)
    scales = {"cost": 1 / costs, "sqrt": 1 / np.sqrt(costs)}.get(chosen, np.ones(costs.size))
    return Satisfaction(chosen, _utilities(election, chosen), scales)


def _check(measure: Measure, kind: str) -> None:
    if measure == "points" and kind not in _POINTS:
        raise BadInput(f"the ballots are of kind {kind}", expected="ballots with points")
    if measure.startswith("borda") and kind != "ordinal":
        raise BadInput(f"the ballots are of kind {kind}", expected="ranked (ordinal) ballots")


def _utilities(election: Election, measure: Measure) -> NDArray[np.int64]:
    ballots = election.ballots
    if measure == "points":
        return ballots.values
    if measure.startswith("borda"):
        sizes = np.diff(ballots.starts)[ballots.rows]
        return sizes - ballots.values + (measure == "borda")
    if ballots.kind in _POINTS:
        # A minus vote is opposition, however the points are weighed.
        return (ballots.values >= 0).astype(np.int64)
    return np.ones(ballots.columns.size, np.int64)
