"""Priceability: whether equal money for everybody could have bought exactly this.

An outcome is priceable when all voters can be given the same money so that they pay for the
funded projects, each only for what she voted for, and the supporters of no other project
have more than its cost left together.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.optimize import OptimizeResult, linprog

from citizenspring.engines.budgeting.equal_shares import Run

if TYPE_CHECKING:
    from collections.abc import Collection

    from citizenspring.engines.budgeting.election import Election
    from citizenspring.engines.budgeting.result import Outcome

__all__ = ["Priced", "check_prices", "find_prices"]

_NEAR = 1e-7


@dataclass(frozen=True)
class Priced:
    """Whether an outcome is priceable, and how that is known.

    Attributes
    ----------
    endowment : Fraction or None
        Money of each voter that shows it; None where nothing can.
    reason : str
        One English sentence.
    exact : bool
        Whether it was shown in rational numbers with the voters' own payments; otherwise by
        a linear programme in floats.
    """

    endowment: Fraction | None
    reason: str
    exact: bool

    @property
    def holds(self) -> bool:
        """Whether the outcome is priceable."""
        return self.endowment is not None


def check_prices(outcome: Outcome) -> Priced:
    """Check an outcome with its own payments where voters paid, else by :func:`find_prices`.

    Parameters
    ----------
    outcome : Outcome

    References
    ----------
    .. [1] Peters, Skowron, "Proportionality and the Limits of Welfarism", EC 2020,
       doi:10.1145/3391403.3399465
    """
    run = outcome.run
    if not outcome.has_own_prices:
        return find_prices(outcome.election, outcome.funded)
    assert isinstance(run, Run)
    for step, project in enumerate(run.bought):
        if _payments(run, project, step) != run.supporters.costs[project]:
            name = outcome.election.projects[project].id
            return Priced(None, f"The payments for {name} are not its cost.", exact=True)
    for one in outcome.unfunded:
        if one.money is not None and one.money > one.cost:
            reason = f"The supporters of {one.project} have more than its cost left."
            return Priced(None, reason, exact=True)
    return Priced(outcome.endowment, "The voters' own payments show it.", exact=True)


def _payments(run: Run, project: int, step: int) -> Fraction:
    """Sum up what supporters paid, with nobody paying more than she had."""
    types, utilities = run.supporters.of(project)
    ended = run.ended[types]
    full = (ended < 0) | (ended > step)
    weights = run.supporters.weights[types]
    share = int((weights[full] * utilities[full]).sum())
    rest = run.shares.money_before(types[ended == step], step)
    return share * run.shares.rho(step) + rest


def find_prices(election: Election, funded: Collection[str]) -> Priced:
    """Look for money and payments that show an outcome priceable, by a linear programme.

    Parameters
    ----------
    election : Election
    funded : collection of str
    """
    bought = [election.position[one] for one in funded if election.costs[election.position[one]]]
    ballots = election.ballots
    is_mine = ballots.values >= 0
    inside = is_mine & np.isin(ballots.columns, bought)
    rows, columns = ballots.rows[inside], ballots.columns[inside]
    place = {one: at for at, one in enumerate(bought)}
    entries, kinds = rows.size, ballots.n_types
    scale = float(election.limit)
    weights = ballots.weights.astype(float)
    each = np.arange(entries)
    ones = np.ones(entries)
    of = np.array([place[one] for one in columns.tolist()], dtype=np.int64)
    full = sparse.csr_array((ones, (of, each)), shape=(len(bought), entries + 1))
    costs = election.entry_costs()
    spent = sparse.csr_array((ones, (rows, each)), shape=(kinds, entries))
    within = sparse.hstack([spent, sparse.csr_array(-weights[:, None])])
    open_ = [one for one in range(ballots.n_projects) if one not in place and costs[one] > 0]
    named = np.isin(ballots.columns, open_) & is_mine
    who = sparse.csr_array(
        (np.ones(int(named.sum())), (ballots.columns[named], ballots.rows[named])),
        shape=(ballots.n_projects, kinds),
    )[open_]
    rest = sparse.hstack([-(who @ spent), sparse.csr_array((who @ weights)[:, None])])
    solved: OptimizeResult = linprog(  # type: ignore[call-overload]  # because the stubs know no sparse matrices
        np.append(np.zeros(entries), 1.0),
        A_ub=sparse.vstack([within, rest]),
        b_ub=np.concatenate([np.zeros(kinds), costs[open_] / scale + _NEAR * 1e-3]),
        A_eq=full if bought else None,
        b_eq=costs[bought] / scale if bought else None,
        method="highs-ipm",
    )
    if solved.status == 0:
        money = Fraction(float(solved.x[-1]) * scale / election.unit).limit_denominator(10**6)
        return Priced(money, "A linear programme found payments that show it.", exact=False)
    return Priced(None, "No equal money and no payments can show it.", exact=False)
