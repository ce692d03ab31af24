"""Completion of equal shares by more money: add1 and the bounded increase of the budget."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from citizenspring.engines.budgeting.equal_shares import Run, equal_shares
from citizenspring.engines.budgeting.horizon import horizon

if TYPE_CHECKING:
    from citizenspring.engines.budgeting.options import Options
    from citizenspring.engines.budgeting.supporters import Supporters
    from citizenspring.engines.budgeting.ties import Tie, TieList

__all__ = [
    "Raised",
    "Watch",
    "first_endowment",
    "is_enough",
    "is_exhaustive",
    "raise_endowments",
]

_ALIKE = 1e-12


class Watch(Protocol):
    """Told how much of how much has been done."""

    def __call__(self, done: int, total: int, /) -> None: ...


@dataclass(frozen=True)
class Raised:
    """A run with raised endowments.

    Attributes
    ----------
    run : Run
        The last one within the budget.
    rounds : int
        How often endowments were raised.
    reason : str
        "exhaustive": no supported project fits any more. "infeasible": the next rise would
        cost more than the budget. "bound": the highest budget was reached. "first": one
        round already costs too much.
    computed : int
        Rounds that were computed; the others are certain to be like one of these.
    ties : tuple of Tie
        Broken in the other rounds: had they gone the other way, raising might have ended
        elsewhere.
    """

    run: Run
    rounds: int
    reason: str
    computed: int
    ties: tuple[Tie, ...] = ()


def is_exhaustive(run: Run) -> bool:
    """Whether no project that somebody supports could be added within the budget."""
    given, funded = run.supporters, set(run.funded)
    left = given.election.limit - run.spent
    return not any(
        cost <= left and total > 0 and one not in funded
        for one, (cost, total) in enumerate(zip(given.costs, given.totals, strict=True))
    )


def first_endowment(supporters: Supporters, options: Options) -> Fraction:
    """Return the budget in equal parts, in the units of the vote."""
    election = supporters.election
    if options.integral:
        whole = election.limit // (election.n_voters * election.unit)
        return Fraction(whole * election.unit)
    return Fraction(election.limit, max(1, election.n_voters))


def raise_endowments(
    supporters: Supporters, options: Options, ties: TieList, watch: Watch | None = None
) -> Raised:
    """Raise all endowments step by step until the budget is used as the options say.

    A rise that is certain to change nothing is not computed: see :mod:`.horizon`.

    Parameters
    ----------
    supporters : Supporters
    options : Options
        With completion "none", "add1", "add1u" or "increase".
    ties : TieList
    watch : callable, optional
        Told the money spent and the budget.
    """
    step, most = _steps(supporters, options)
    start = first_endowment(supporters, options)
    run = equal_shares(supporters, start, ties)
    limit, told = supporters.election.limit, watch or _unwatched
    if run.spent > limit or most == 0:
        return Raised(run, 0, "first", 1)
    rounds, computed, alike, needed = 0, 1, 0, 2
    seen: dict[Tie, None] = {}
    while not is_enough(run, options):
        told(run.spent, limit)
        if rounds == most:
            return Raised(run, rounds, "bound", computed, _but(seen, run))
        following = equal_shares(supporters, start + (rounds + 1) * step, ties)
        computed += 1
        seen |= dict.fromkeys(_deciding(run))
        if following.spent > limit:
            seen |= dict.fromkeys(_deciding(following))
            return Raised(run, rounds, "infeasible", computed, _but(seen, run))
        rounds += 1
        alike = alike + 1 if following.bought == run.bought else 0
        if alike >= needed:
            ahead = _certain(following, step, None if most is None else most - rounds)
            # Looking ahead costs as much as several runs: what did not pay is tried less.
            needed = 1 if ahead else 2 * needed
            if ahead:
                rounds += ahead
                following = equal_shares(supporters, start + rounds * step, ties)
        run = following
    return Raised(run, rounds, "exhaustive", computed, _but(seen, run))


def _deciding(run: Run) -> list[Tie]:
    """Ties of a run, without those whose projects were all bought one after the other alike."""
    return [tie for step, tie in run.ties.items() if not _is_idle(run, step, tie)]


def _is_idle(run: Run, step: int, tie: Tie) -> bool:
    given, end = run.supporters, step + len(tie.among)
    if end > len(run.bought):
        return False
    bought = run.bought[step:end]
    worth = run.paid[step:end] * [given.satisfaction.scales[one] for one in bought]
    same = {given.election.projects[one].id for one in bought} == set(tie.among)
    return same and bool(worth.max() <= worth.min() * (1 + _ALIKE))


def _but(seen: dict[Tie, None], run: Run) -> tuple[Tie, ...]:
    told = set(run.ties.values())
    return tuple(tie for tie in seen if tie not in told)


def _unwatched(done: int, total: int, /) -> None:
    del done, total


def _certain(run: Run, step: Fraction, most: int | None) -> int:
    """How many more rises are certain to change nothing."""
    # Beyond this only the bound or the last project can matter.
    ahead = int(min(horizon(run) / float(step), 2.0**40))
    return ahead if most is None else max(0, min(ahead, most))


def _steps(supporters: Supporters, options: Options) -> tuple[Fraction, int | None]:
    """By how much endowments rise, and how often at most (None: as often as needed)."""
    election = supporters.election
    if options.completion == "none":
        return Fraction(1), 0
    if options.completion != "increase":
        return options.increment * election.unit, None
    step = options.budget_step or election.budget / 100
    bound = options.budget_bound
    bound = election.budget * (election.n_voters + 1) if bound is None else bound
    rise = step * election.unit / max(1, election.n_voters)
    return rise, max(0, int((bound - election.budget) / step))


def is_enough(run: Run, options: Options) -> bool:
    """Whether a rise was the last: everything is bought, or nothing more fits."""
    supported = sum(total > 0 for total in run.supporters.totals)
    if len(run.funded) == supported:
        return True
    return options.exhaustive_stop and is_exhaustive(run)
