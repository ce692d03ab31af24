"""What becomes of funded projects: who owes them, by when, and what was reported."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking

from citizenspring.budgets.errors import (
    CommitmentDatesWrong,
    CommitmentMoneyWrong,
    EvidenceElsewhere,
    ReportEmpty,
)
from citizenspring.budgets.models import Commitment, Project, Report, Round
from citizenspring.budgets.permissions import may_report, may_set_commitment
from citizenspring.ledger.services import record
from citizenspring.people.errors import AlreadyHeld
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import person_at
from citizenspring.people.services import grant_role
from citizenspring.processes.texts import in_languages, main_language
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link, open_node

from .telling_reports import tell_of_report, tell_of_stewardship, tell_overdue

__all__ = [
    "CommitmentFacts",
    "ReportFacts",
    "open_commitments",
    "remind_stewards",
    "report",
    "set_commitment",
]

KIND = "commitment"
LONGEST_REPORT = 5000
MOST_MONEY = Decimal(10) ** 12 - 1


@dataclass(frozen=True)
class CommitmentFacts:
    """Who owes it, when and with how much; ``steward_email`` invites who has no account yet."""

    amount: Decimal
    steward_email: str = ""
    steward_name: str = ""
    starts_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class ReportFacts:
    """How far it is; ``spent`` is all the money until then, ``evidence`` an https address."""

    state: str
    text: str
    spent: Decimal
    evidence: str = ""
    language: str = ""


@transaction.atomic
def open_commitments(budget: Round, *, by: Person | None) -> list[Commitment]:
    """Make a commitment of every funded project; a past vote from a file obliges nobody here."""
    if budget.source:
        return []
    waiting = budget.projects.filter(state=Project.State.FUNDED, commitment=None)
    return [_open(project, by) for project in waiting.select_related("node", "override")]


def _open(project: Project, by: Person | None) -> Commitment:
    budget = project.round
    titles = in_languages(project.title)
    language = main_language(project.title, budget.activity.process.languages)
    node = open_node(
        KIND,
        title=titles.get(language, ""),
        language=language,
        url=budget.page("commitment", project.key),
        within=budget.activity.node,
    )
    node.titles = titles
    node.save(update_fields=["titles"])
    assert project.cost is not None  # because nothing without a cost stands for a vote
    made = Commitment.objects.create(project=project, node=node, amount=project.cost)
    reasons = _why(project)
    reason = reasons.get(language) or next(iter(reasons.values()))
    link(project.node, Edge.Kind.FUNDED_AS, node, reason=reason, reasons=reasons, by=by)
    return made


def _why(project: Project) -> dict[str, str]:
    override = getattr(project, "override", None)
    if override is not None:
        return {override.language: override.reason}
    reasons = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            reasons[language] = _("The vote gave it the money.")
    return reasons


@transaction.atomic
def set_commitment(commitment: Commitment, facts: CommitmentFacts, *, by: Person) -> Commitment:
    """Name who owes it and by when; every change of it is in the public record."""
    may_set_commitment.require(by, commitment)
    if facts.starts_on and facts.due_on and facts.due_on < facts.starts_on:
        raise CommitmentDatesWrong
    if not 0 < facts.amount <= MOST_MONEY:
        raise CommitmentMoneyWrong
    held = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    before = held.steward_id
    held.steward = _steward(held, facts.steward_email, by)
    held.steward_name = facts.steward_name.strip()
    held.starts_on, held.due_on, held.amount = facts.starts_on, facts.due_on, facts.amount
    held.save(update_fields=["steward", "steward_name", "starts_on", "due_on", "amount"])
    record("commitment.set", by=by, about=held.node_id, facts=_public(held))
    if held.steward_id and held.steward_id != before:
        tell_of_stewardship(held, by=by)
    return held


def _steward(commitment: Commitment, email: str, by: Person) -> Person | None:
    """The account of a mailbox, with the role that lets her report."""
    if not email:
        return None
    known = person_at(email)
    if known is not None and known.pk == by.pk:
        return by
    scope = commitment.project.round.activity.process_id
    try:
        with transaction.atomic():
            return grant_role(email, Role.Kind.STEWARD, by=by, scope=scope).person
    except AlreadyHeld:
        return known


def _public(commitment: Commitment) -> dict[str, Any]:
    """Names stay on the page, where they can be taken away."""
    return {
        "amount": str(commitment.amount),
        "starts_on": commitment.starts_on.isoformat() if commitment.starts_on else None,
        "due_on": commitment.due_on.isoformat() if commitment.due_on else None,
        "has_steward": commitment.has_steward,
    }


@transaction.atomic
def report(commitment: Commitment, facts: ReportFacts, *, by: Person) -> Report:
    """Say in public how far it is; everyone who took part hears of it."""
    may_report.require(by, commitment)
    _require_sound(facts)
    held = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    made = Report.objects.create(
        commitment=held,
        state=facts.state,
        text=facts.text.strip(),
        language=facts.language or by.language,
        spent=facts.spent,
        evidence=facts.evidence,
        by=by,
    )
    held.state, held.spent = facts.state, facts.spent
    held.save(update_fields=["state", "spent"])
    public = {"state": str(facts.state), "spent": str(facts.spent), "evidence": facts.evidence}
    record("commitment.reported", by=by, about=held.node_id, facts=public)
    tell_of_report(made, by=by)
    return made


def _require_sound(facts: ReportFacts) -> None:
    if not facts.text.strip() or len(facts.text) > LONGEST_REPORT:
        raise ReportEmpty
    if not 0 <= facts.spent <= MOST_MONEY:
        raise CommitmentMoneyWrong
    if facts.evidence and not _is_https(facts.evidence):
        raise EvidenceElsewhere


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc


def remind_stewards() -> int:
    """Remind each steward once when the day is over on which the project was due."""
    open_states = Commitment.OPEN_STATES
    late = Commitment.objects.filter(
        due_on__lt=localdate(), state__in=open_states, steward__isnull=False
    ).select_related("node", "steward", "project__round__activity__process")
    return sum(tell_overdue(each) for each in late)
