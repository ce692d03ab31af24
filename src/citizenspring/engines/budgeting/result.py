"""The outcome of a budget vote, with everything that explains it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from citizenspring.engines.budgeting.justified import Neglected, check_justified
from citizenspring.engines.budgeting.payments import Payments, payments_of
from citizenspring.engines.budgeting.priceability import Priced, check_prices

if TYPE_CHECKING:
    from fractions import Fraction

    from citizenspring.engines.budgeting.comparison import Comparison
    from citizenspring.engines.budgeting.election import Election
    from citizenspring.engines.budgeting.equal_shares import Run
    from citizenspring.engines.budgeting.options import Options
    from citizenspring.engines.budgeting.phragmen import PhragmenRun
    from citizenspring.engines.budgeting.ties import Tie

__all__ = ["Outcome", "Purchase", "Unfunded"]


@dataclass(frozen=True)
class Purchase:
    """One funded project and how it was paid for.

    Attributes
    ----------
    project : str
    cost : Fraction
    votes : int
    by : str
        "equal shares", "epsilon", "greedy", "phragmen", "maximin support" or "no cost".
    price : Fraction or None
        What each supporter pays who has that much: for the project, or for each point where
        points are counted. With epsilon, what each who did not vote for it paid at most; with
        Phragmén, what each supporter has paid in all since the beginning.
    effective_votes : Fraction or None
        Cost divided by price: so many voters paying in full would have bought it.
    paid_all : int
        Supporters who gave the last of their money for it.
    tie : Tie or None
        The projects it stood equal with.
    """

    project: str
    cost: Fraction
    votes: int
    by: str
    price: Fraction | None = None
    effective_votes: Fraction | None = None
    paid_all: int = 0
    tie: Tie | None = None


@dataclass(frozen=True)
class Unfunded:
    """One project that was not funded, and why.

    Attributes
    ----------
    project : str
    cost : Fraction
    votes : int
    reason : str
        "no votes", "above the budget", "supporters lack money", "does not fit", "below the
        threshold", "count ended" or "comparison".
    sentence : str
        The reason in one English sentence.
    money : Fraction or None
        What its supporters had left together at the end.
    """

    project: str
    cost: Fraction
    votes: int
    reason: str
    sentence: str
    money: Fraction | None = None


@dataclass(frozen=True, eq=False)
class Outcome:
    """What is funded, why, and why the rest is not.

    Attributes
    ----------
    options : Options
        The rule, with the satisfaction that was used.
    funded : tuple of str
        Ids in the order of purchase.
    purchases : tuple of Purchase
    unfunded : tuple of Unfunded
        Most votes first.
    spent, left : Fraction
    endowment, first_endowment : Fraction or None
        What every voter had to spend in the end, and in the first round.
    rounds, computed : int
        How often endowments were raised, and how many rounds had to be computed.
    ended : str
        Why raising ended: "exhaustive", "infeasible", "bound" or "first".
    greedy : tuple of str
        What greedy counting by votes would have funded.
    comparison : Comparison or None
        Voters by which outcome holds more of their projects, this rule's or greedy's, where
        greedy differs.
    compared_away : bool
        Whether the comparison step took the greedy outcome.
    passed_ties : tuple of Tie
        Ties in counts that were not kept, such as a rise of endowments that cost too much;
        had they gone the other way, the outcome might be another.
    notes : tuple of str
    """

    election: Election = field(repr=False)
    options: Options
    funded: tuple[str, ...]
    purchases: tuple[Purchase, ...] = field(repr=False)
    unfunded: tuple[Unfunded, ...] = field(repr=False)
    spent: Fraction
    endowment: Fraction | None
    first_endowment: Fraction | None
    rounds: int
    computed: int
    ended: str
    greedy: tuple[str, ...] = field(repr=False)
    comparison: Comparison | None
    compared_away: bool
    passed_ties: tuple[Tie, ...]
    notes: tuple[str, ...]
    run: Run | PhragmenRun | None = field(repr=False, default=None)

    @property
    def left(self) -> Fraction:
        """Budget that was not spent."""
        return self.election.budget - self.spent

    @property
    def ties(self) -> tuple[Tie, ...]:
        """All ties that were broken: those of purchases in order, then the passed ones."""
        made = tuple(one.tie for one in self.purchases if one.tie is not None)
        return (*made, *self.passed_ties)

    @cached_property
    def payments(self) -> Payments | None:
        """Who paid what, exactly; None for rules in which voters do not pay."""
        return payments_of(self)

    @cached_property
    def neglected(self) -> Neglected | None:
        """A group that got less than it deserves (EJR+ up to one project), if there is one."""
        return check_justified(self.election, self.funded, self.options.satisfaction)

    @property
    def has_own_prices(self) -> bool:
        """Whether every project was paid by its supporters out of equal endowments."""
        bought = all(one.by in {"equal shares", "no cost"} for one in self.purchases)
        return self.options.has_endowments and bought and not self.compared_away

    @cached_property
    def priced(self) -> Priced:
        """Whether the outcome is priceable; a linear programme where voters did not pay."""
        return check_prices(self)

    def purchase(self, project: str) -> Purchase | None:
        """Return how a project was bought, None when it was not."""
        return next((one for one in self.purchases if one.project == project), None)

    def why_not(self, project: str) -> Unfunded | None:
        """Return why a project was not funded, None when it was."""
        return next((one for one in self.unfunded if one.project == project), None)
