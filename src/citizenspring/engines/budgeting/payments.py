"""Each voter's exact share of each project, and what she had left."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from citizenspring.engines.budgeting.phragmen import PhragmenRun

if TYPE_CHECKING:
    from citizenspring.engines.budgeting.election import Election
    from citizenspring.engines.budgeting.equal_shares import Run
    from citizenspring.engines.budgeting.result import Outcome

__all__ = ["Payments", "payments_of"]


@dataclass(frozen=True, eq=False)
class Payments:
    """What the voters of each ballot type pay, in the currency of the budget.

    Attributes
    ----------
    election : Election
    endowment : Fraction or None
        What each had; None for Phragmén, where money is earned as it is needed.
    """

    election: Election = field(repr=False)
    endowment: Fraction | None
    _run: Run | PhragmenRun = field(repr=False)
    _extra: tuple[tuple[str, Fraction], ...] = field(repr=False, default=())

    def of(self, kind: int) -> dict[str, Fraction]:
        """Return what each voter with ballot type `kind` pays, by project, in order."""
        if isinstance(self._run, PhragmenRun):
            paid = self._loads(self._run, kind)
        else:
            paid = self._shares(self._run, kind)
        unit = self.election.unit
        return {self.election.projects[one].id: share / unit for one, share in paid.items()}

    def left(self, kind: int) -> Fraction:
        """Return what each voter with ballot type `kind` has left."""
        return (self.endowment or Fraction(0)) - sum(self.of(kind).values())

    def _shares(self, run: Run, kind: int) -> dict[int, Fraction]:
        columns, utilities = run.supporters.entries_of(kind)
        worth = dict(zip(columns.tolist(), utilities.tolist(), strict=True))
        left, paid = run.endowment, {}
        end = int(run.ended[kind])
        for step, project in enumerate(run.bought):
            if project not in worth or (0 <= end < step):
                continue
            due = left if end == step else run.shares.rho(step) * worth[project]
            if due:
                paid[project] = due
            left -= due
        return self._chipped_in(worth, left, paid)

    def _chipped_in(
        self, worth: dict[int, int], left: Fraction, paid: dict[int, Fraction]
    ) -> dict[int, Fraction]:
        """Go on through the purchases by epsilon: supporters give all, others a small part."""
        for name, price in self._extra:
            project = self.election.position[name]
            due = left if project in worth else min(left, price * self.election.unit)
            if due:
                paid[project] = due
            left -= due
        return paid

    def _loads(self, run: PhragmenRun, kind: int) -> dict[int, Fraction]:
        mine = set(self.election.ballots.ballot(kind))
        before, paid = Fraction(0), {}
        for project, load in zip(run.bought, run.loads, strict=True):
            if project in mine:
                paid[project] = load - before
                before = load
        return paid


def payments_of(outcome: Outcome) -> Payments | None:
    """Return who paid what in an outcome; None where nobody pays."""
    run = outcome.run
    if run is None or outcome.compared_away:
        return None
    extra = tuple(
        (one.project, one.price)
        for one in outcome.purchases
        if one.by == "epsilon" and one.price is not None
    )
    return Payments(outcome.election, outcome.endowment, run, extra)
