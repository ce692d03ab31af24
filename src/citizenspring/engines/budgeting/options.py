"""How votes are to be counted: the rule and all it needs, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, get_args

from citizenspring.engines.budgeting.ties import DEFAULT
from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from citizenspring.engines.budgeting.satisfaction import Measure

__all__ = ["COMPLETIONS", "RULES", "Completion", "Options", "Rule"]

Rule = Literal[
    "equal-shares", "phragmen", "greedy", "greedy-stop", "greedy-per-cost", "maximin-support"
]
Completion = Literal["none", "add1", "add1u", "epsilon", "greedy", "increase"]
RULES: tuple[str, ...] = get_args(Rule)
COMPLETIONS: tuple[str, ...] = get_args(Completion)


@dataclass(frozen=True)
class Options:
    """The rule and its parameters.

    Attributes
    ----------
    rule : str
        ``"equal-shares"``, ``"phragmen"`` (sequential), ``"greedy"`` (most votes first, what
        does not fit is skipped), ``"greedy-stop"`` (without skipping), ``"greedy-per-cost"``
        (most votes for the money first) or ``"maximin-support"``.
    satisfaction : str or None
        See :func:`.satisfaction.measured`; None takes what suits the ballots.
    completion : str
        What follows equal shares where money is left: ``"add1"`` raises every endowment by
        `increment` again and again, ``"add1u"`` is followed by greedy, ``"epsilon"``,
        ``"greedy"``, ``"increase"`` raises the whole budget by `budget_step` up to
        `budget_bound`, ``"none"``. Phragmén knows ``"greedy"`` and ``"none"``.
    exhaustive_stop : bool
        Whether add1, add1u and increase stop at the first outcome to which no supported
        project can be added; otherwise they go on until one would cost too much.
    increment : Fraction
        By which add1 raises every voter's endowment.
    integral : bool
        Whether the first endowment is rounded down to a whole amount.
    budget_step, budget_bound : Fraction or None
        Of completion by increase; a hundredth of the budget, and the budget times one more
        than the number of voters, when None.
    comparison : bool
        Whether the greedy outcome is taken instead where more voters have more of their
        projects in it.
    threshold : int
        Votes (points) that the greedy rules ask of a project.
    ties : tuple
        See :class:`.ties.TieList`.
    seed : str
        Published; decides what is left of ties.
    """

    rule: Rule = "equal-shares"
    satisfaction: Measure | None = None
    completion: Completion = "add1"
    exhaustive_stop: bool = True
    increment: Fraction = Fraction(1)
    integral: bool = False
    budget_step: Fraction | None = None
    budget_bound: Fraction | None = None
    comparison: bool = False
    threshold: int = 0
    ties: tuple[str | Sequence[str], ...] = DEFAULT
    seed: str = "citizenspring"

    def __post_init__(self) -> None:
        for name, value, known in (
            ("rule", self.rule, RULES),
            ("completion", self.completion, COMPLETIONS),
        ):
            if value not in known:
                raise BadInput(f"the {name} is {value!r}", expected=f"one of {', '.join(known)}")
        for name, amount in (("increment", self.increment), ("budget_step", self.budget_step)):
            if amount is not None and amount <= 0:
                raise BadInput(f"the {name} is {amount}", expected="more than 0")

    @property
    def has_endowments(self) -> bool:
        """Whether every voter gets money of her own."""
        return self.rule == "equal-shares"
