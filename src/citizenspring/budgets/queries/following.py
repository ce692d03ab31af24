"""Funded projects as commitments: what was promised, what was spent, what is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from citizenspring.budgets.models import Commitment, Project, Report, Round
from citizenspring.common.cells import csv_text
from citizenspring.common.errors import Missing

__all__ = [
    "Overview",
    "commitment_at",
    "commitments_csv",
    "commitments_of",
    "overview_of",
    "owed_by",
    "reports_of",
]

State = Commitment.State
HEADER = (
    "project",
    "title",
    "state",
    "steward",
    "starts_on",
    "due_on",
    "overdue",
    "amount",
    "spent",
    "currency",
    "reports",
    "last_report",
)


@dataclass(frozen=True)
class Overview:
    """All commitments of a round, those that are late first, and their sums."""

    commitments: list[Commitment]
    planned: Decimal
    spent: Decimal
    done: int
    overdue: int

    @property
    def left(self) -> Decimal:
        return self.planned - self.spent


def commitments_of(budget: Round) -> list[Commitment]:
    """Late ones first, then by the day they are due; those without a day come last."""
    found = Commitment.objects.filter(project__round=budget).select_related(
        "project__pot", "project__node", "node", "steward"
    )
    rows = list(found.prefetch_related("reports"))
    for row in rows:
        row.project.round = budget
    return sorted(rows, key=_urgency)


def _urgency(commitment: Commitment) -> tuple[bool, bool, str, int]:
    due = commitment.due_on
    return (
        not commitment.is_overdue,
        not commitment.is_open,
        str(due or "9"),
        commitment.project.key,
    )


def overview_of(budget: Round) -> Overview:
    found = commitments_of(budget)
    return Overview(
        found,
        planned=sum((one.amount for one in found), Decimal(0)),
        spent=sum((one.spent for one in found), Decimal(0)),
        done=sum(one.state == State.DONE for one in found),
        overdue=sum(one.is_overdue for one in found),
    )


def commitment_at(budget: Round, key: int) -> Commitment:
    """The commitment of the project with this key, or nothing is there."""
    found = (
        Commitment.objects.filter(project__round=budget, project__key=key)
        .select_related("project__pot", "project__node", "node", "steward")
        .first()
    )
    if found is None:
        raise Missing
    found.project.round = budget
    return found


def reports_of(commitment: Commitment) -> list[Report]:
    return list(commitment.reports.order_by("-at"))


def owed_by(person: Any) -> Iterable[Commitment]:
    """What a steward still owes, the most urgent first."""
    found = Commitment.objects.filter(
        steward=person, state__in=Commitment.OPEN_STATES, project__state=Project.State.FUNDED
    )
    return found.select_related("node", "project__round__activity__process").order_by(
        "due_on", "pk"
    )


def commitments_csv(budget: Round) -> str:
    """One line a commitment; stewards by the name that stands on the page."""
    rows = commitments_of(budget)
    return csv_text(HEADER, [_cells(budget, row) for row in rows])


def _cells(budget: Round, one: Commitment) -> list[Any]:
    reports = list(one.reports.all())
    return [
        one.project.key,
        str(one.project.title),
        one.state,
        one.steward_name or (str(one.steward) if one.steward else ""),
        one.starts_on or "",
        one.due_on or "",
        "yes" if one.is_overdue else "no",
        one.amount,
        one.spent,
        budget.currency,
        len(reports),
        localdate(reports[0].at) if reports else "",
    ]
