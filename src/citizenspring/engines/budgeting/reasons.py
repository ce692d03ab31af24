"""Why each project was funded, and why each other was not, in figures and in a sentence."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from citizenspring.engines.budgeting.equal_shares import Run
from citizenspring.engines.budgeting.result import Purchase, Unfunded

if TYPE_CHECKING:
    from citizenspring.engines.budgeting.options import Options
    from citizenspring.engines.budgeting.supporters import Supporters
    from citizenspring.engines.budgeting.tallying import Counted

__all__ = ["money_text", "purchases_of", "unfunded_of"]


def purchases_of(given: Supporters, found: Counted) -> tuple[Purchase, ...]:
    """Tell every purchase with its price."""
    election = given.election
    steps = {one: at for at, one in enumerate(getattr(found.run, "bought", ()))}
    told = []
    for one, by, price, tie in found.bought:
        project = election.projects[one]
        rho = None if price is None else price / election.unit
        shared = by == "equal shares"
        told.append(
            Purchase(
                project.id,
                project.cost,
                election.votes[project.id],
                by,
                rho,
                project.cost / rho if rho and shared and given.satisfaction.is_uniform else None,
                _paid_all(given, found, one, steps[one]) if shared else 0,
                tie,
            )
        )
    return tuple(told)


def _paid_all(given: Supporters, found: Counted, project: int, step: int) -> int:
    assert isinstance(found.run, Run)
    types, _ = given.of(project)
    return int(given.weights[types[found.run.ended[types] == step]].sum())


def unfunded_of(
    given: Supporters, options: Options, found: Counted, *, away: bool
) -> tuple[Unfunded, ...]:
    """Tell of every project that is not funded what stood in its way."""
    election, funded = given.election, set(found.projects)
    left = election.limit - sum(election.costs[one] for one in funded)
    rest = [one for one in range(given.n_projects) if one not in funded]
    rest.sort(key=lambda one: -election.votes[election.projects[one].id])
    told = []
    for one in rest:
        money = _money_behind(given, found, one) if not away else None
        reason = _reason(given, options, found, one, left)
        project = election.projects[one]
        votes = election.votes[project.id]
        behind = None if money is None else money / election.unit
        sentence = _sentence(reason, project.cost, Fraction(left, election.unit), behind)
        told.append(Unfunded(project.id, project.cost, votes, reason, sentence, behind))
    return tuple(told)


def _money_behind(given: Supporters, found: Counted, project: int) -> Fraction | None:
    run = found.run
    if not isinstance(run, Run):
        return None
    types, _ = given.of(project)
    return run.shares.money_of(types[run.ended[types] < 0])


def _reason(given: Supporters, options: Options, found: Counted, one: int, left: int) -> str:
    cost = given.costs[one]
    if cost > given.election.limit:
        return "above the budget"
    if given.totals[one] <= 0:
        return "no votes"
    if found.greedy is not None:
        if one in found.greedy.below:
            return "below the threshold"
        return "does not fit" if cost > left else "count ended"
    if options.rule == "phragmen" and options.completion != "greedy":
        return "does not fit" if cost > left else "count ended"
    lacking = options.rule == "equal-shares" and options.completion not in {"greedy", "add1u"}
    return (
        "supporters lack money" if lacking and options.completion != "epsilon" else "does not fit"
    )


def _sentence(reason: str, cost: Fraction, left: Fraction, money: Fraction | None) -> str:
    has = "too little" if money is None else money_text(money)
    return {
        "above the budget": f"It costs {money_text(cost)}, more than the whole budget.",
        "no votes": "Nobody voted for it.",
        "supporters lack money": (
            f"It costs {money_text(cost)}; its supporters together had {has} left."
        ),
        "does not fit": f"It costs {money_text(cost)}; {money_text(left)} of the budget was left.",
        "below the threshold": "It has fewer votes than asked for.",
        "count ended": "The count ended before it was its turn.",
    }[reason]


def money_text(amount: Fraction) -> str:
    """Write an amount with two decimals where it has any."""
    return f"{amount.numerator:,}" if amount.denominator == 1 else f"{float(amount):,.2f}"
