"""Why each project was or was not funded, and whose money went where, as plain facts."""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citizenspring.engines.budgeting import (
    Needed,
    Outcome,
    Payments,
    Purchase,
    Unfunded,
    what_would_fund_each,
)
from citizenspring.engines.budgeting.equal_shares import Run
from citizenspring.engines.mood import suppressed

from .elections import Votes

__all__ = ["Floats", "cents", "explained", "groups_of", "payments"]

CENT = Decimal("0.01")
MOST_INSTEAD = 3
# Seconds for what would have funded projects; the worker has other rounds to count.
PATIENCE = 90.0
Floats = NDArray[np.float64]


def cents(amount: Fraction | float) -> Decimal:
    """An amount rounded to the cent, for people; the published result holds it exactly."""
    if isinstance(amount, float):
        return Decimal(repr(float(amount))).quantize(CENT, ROUND_HALF_UP)
    return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(CENT, ROUND_HALF_UP)


def payments(outcome: Outcome) -> Floats:
    """What a voter of each entry of the ballots paid for its project, shape (entries,).

    Where nobody pays under the rule, the supporters of a funded project share its cost.
    """
    election = outcome.election
    ballots = election.ballots
    paid = np.zeros(ballots.columns.size)
    for one in outcome.purchases:
        at = election.position[one.project]
        mine = np.flatnonzero((ballots.columns == at) & (ballots.values > 0))
        if one.by in {"equal shares", "phragmen"}:
            continue
        if mine.size:
            voters = int(ballots.weights[ballots.rows[mine]].sum())
            paid[mine] = float(one.cost) / voters
    if isinstance(outcome.run, Run) and not outcome.compared_away:
        paid += _equal_payments(outcome, outcome.run)
    elif outcome.payments is not None:
        paid += _paid_one_by_one(outcome, outcome.payments)
    return paid


def _equal_payments(outcome: Outcome, run: Run) -> Floats:
    """The same as the engine's exact payments, in floats and for all voters at once."""
    ballots, unit = outcome.election.ballots, outcome.election.unit
    prices = np.array([float(run.shares.rho(step) / unit) for step in range(len(run.bought))])
    step_of = np.full(ballots.n_projects, -1, np.int64)
    step_of[list(run.bought)] = np.arange(len(run.bought))
    steps, ended = step_of[ballots.columns], run.ended[ballots.rows]
    utilities = np.maximum(run.supporters.satisfaction.utilities, 0)
    full = (steps >= 0) & (utilities > 0) & ((ended < 0) | (steps < ended))
    paid = np.where(full, prices[steps] * utilities, 0.0) if prices.size else np.zeros(steps.size)
    spent = np.bincount(ballots.rows, weights=paid, minlength=ballots.n_types)
    last = (steps >= 0) & (utilities > 0) & (steps == ended)
    rest = float(run.endowment / unit) - spent[ballots.rows]
    return np.where(last, np.maximum(rest, 0.0), paid)


def _paid_one_by_one(outcome: Outcome, own: Payments) -> Floats:
    election, ballots = outcome.election, outcome.election.ballots
    paid = np.zeros(ballots.columns.size)
    for kind in range(ballots.n_types):
        shares = {election.position[name]: float(due) for name, due in own.of(kind).items()}
        part = slice(int(ballots.starts[kind]), int(ballots.starts[kind + 1]))
        paid[part] = [shares.get(int(one), 0.0) for one in ballots.columns[part]]
    return paid


def explained(
    outcome: Outcome, beside: Outcome, paid: Floats, told: Callable[[int, int], None]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The facts of every project by its number; ``told`` hears how many are done."""
    total = len(outcome.election.projects)
    done = 0
    for place, one in enumerate(outcome.purchases, 1):
        done += 1
        yield int(one.project), _funded(outcome, beside, one, place)
    told(done, total)
    last = monotonic() + PATIENCE
    answers = what_would_fund_each(outcome, is_over=lambda: monotonic() > last)
    for rest, needed in zip(outcome.unfunded, answers, strict=True):
        done += 1
        told(done, total)
        yield int(rest.project), _unfunded(outcome, beside, rest, needed, paid)


def _common(outcome: Outcome, beside: Outcome, one: Purchase | Unfunded) -> dict[str, Any]:
    ballots = outcome.election.ballots
    at = outcome.election.position[one.project]
    return {
        "votes": one.votes,
        "score": int((ballots.sum_of(ballots.values))[at]) if ballots.kind == "cumulative" else 0,
        "cost": str(cents(one.cost)),
        "voters": outcome.election.n_voters,
        "beside": one.project in beside.funded,
        "rule": outcome.options.rule,
    }


def _funded(outcome: Outcome, beside: Outcome, one: Purchase, place: int) -> dict[str, Any]:
    return {
        **_common(outcome, beside, one),
        "funded": True,
        "place": place,
        "of": len(outcome.funded),
        "by": one.by,
        "price": None if one.price is None else str(cents(one.price)),
        "paid_all": one.paid_all,
        "tie": None if one.tie is None else [int(each) for each in one.tie.among],
        "tie_by": "" if one.tie is None else one.tie.decided_by,
    }


def _unfunded(
    outcome: Outcome, beside: Outcome, one: Unfunded, needed: Needed | None, paid: Floats
) -> dict[str, Any]:
    return {
        **_common(outcome, beside, one),
        "funded": False,
        "reason": one.reason,
        "money": None if one.money is None else str(cents(one.money)),
        "left": str(cents(outcome.left)),
        "had": _had(outcome, one),
        "is_open": needed is None,
        "more_voters": needed and needed.voters,
        "lower_cost": str(cents(needed.cost)) if needed and needed.cost is not None else None,
        **_instead(outcome, one, paid),
    }


def _had(outcome: Outcome, one: Unfunded) -> str | None:
    """What its supporters had together before anything was bought."""
    return None if outcome.endowment is None else str(cents(one.votes * outcome.endowment))


def _instead(outcome: Outcome, one: Unfunded, paid: Floats) -> dict[str, Any]:
    """What the supporters of a project got in its place."""
    ballots = outcome.election.ballots
    at = outcome.election.position[one.project]
    mine = np.zeros(ballots.n_types, np.bool_)
    mine[ballots.rows[(ballots.columns == at) & (ballots.values > 0)]] = True
    entries = np.flatnonzero(mine[ballots.rows] & (paid > 0))
    weights = ballots.weights[ballots.rows[entries]]
    columns = ballots.columns[entries]
    count = len(outcome.election.projects)
    money = np.bincount(columns, weights=paid[entries] * weights, minlength=count)
    people = np.bincount(columns, weights=weights, minlength=count)
    got = np.zeros(ballots.n_types, np.bool_)
    got[ballots.rows[entries]] = True
    order = [int(each) for each in np.argsort(-money, kind="stable") if money[each] > 0]
    numbers = [int(each.id) for each in outcome.election.projects]
    return {
        "got_something": int(ballots.weights[got].sum()),
        "instead": [
            {
                "project": numbers[each],
                "people": int(people[each]),
                "money": str(cents(money[each])),
            }
            for each in order[:MOST_INSTEAD]
        ],
    }


def groups_of(votes: Votes, outcome: Outcome, paid: Floats) -> list[dict[str, Any]]:
    """Share of money against share of voters, by the place a voter named; small cells hidden."""
    ballots = outcome.election.ballots
    names, at = np.unique(votes.places, return_inverse=True)
    if not (names != "").any():
        return []
    each = np.bincount(ballots.rows, weights=paid, minlength=ballots.n_types)
    something = np.bincount(ballots.rows, weights=paid > 0, minlength=ballots.n_types) > 0
    money = np.bincount(at, weights=each[votes.types], minlength=names.size)
    people = np.bincount(at, minlength=names.size)
    served = np.bincount(at, weights=something[votes.types], minlength=names.size)
    shown = suppressed({str(name): int(count) for name, count in zip(names, people, strict=True)})
    rows = []
    for place, name in enumerate(names.tolist()):
        is_shown = shown[name] is not None
        rows.append(
            {
                "place": name,
                "voters": shown[name],
                "voter_share": _percent(people[place], people.sum()) if is_shown else None,
                "money": str(cents(float(money[place]))) if is_shown else None,
                "money_share": _percent(money[place], money.sum()) if is_shown else None,
                "served": _percent(served[place], people[place]) if is_shown else None,
            }
        )
    return sorted(rows, key=lambda row: (row["voters"] is None, -(row["voters"] or 0)))


def _percent(part: float, whole: float) -> float:
    return round(100 * float(part) / float(whole), 1) if whole else 0.0
