"""What people make of the count: a decision against it with its reason, and the end of a round."""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking

from citizenspring.budgets.errors import (
    AlreadyDecided,
    NotYetCounted,
    OverrideEmpty,
    OverrideIdle,
    OverrideTooDear,
)
from citizenspring.budgets.models import Allocation, Counting, Override, Project, Round
from citizenspring.budgets.permissions import may_decide_round
from citizenspring.common.amounts import money_text
from citizenspring.common.clock import database_now
from citizenspring.engines.record import canonical
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.processes.services import close_activity
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link

from .following import open_commitments
from .stages import move_on
from .telling import tell_result

__all__ = ["decide", "digest_of_result", "funded_after_all", "lift_override", "override"]


@transaction.atomic
def override(project: Project, *, funds: bool, reason: str, by: Person) -> Override:
    """Decide against the count, with a public reason; both results stay to be seen."""
    budget = _held(project.round, by)
    if not reason.strip():
        raise OverrideEmpty
    if not project.is_on_ballot or funds == (project.number in _counted(budget, project)):
        raise OverrideIdle
    if funds:
        _require_money(budget, project)
    language = settings.LANGUAGE_CODE if not by.language else by.language
    facts: dict[str, Any] = {"funds": funds, "reason": reason.strip(), "language": language}
    made, _is_new = Override.objects.update_or_create(
        project=project, defaults={**facts, "by": by, "at": database_now()}
    )
    record("budget.overridden", by=by, about=project.node_id, facts=facts)
    return made


@transaction.atomic
def lift_override(project: Project, *, by: Person) -> None:
    """Let the count stand after all."""
    budget = _held(project.round, by)
    gone, _rows = Override.objects.filter(project=project).delete()
    if gone:
        if project.number in _counted(budget, project):
            # What it would have cost may have gone to another project in the meantime.
            _require_money(budget, project)
        record("budget.override_lifted", by=by, about=project.node_id)


@transaction.atomic
def decide(budget: Round, *, by: Person) -> Round:
    """End the round: what is funded is owed from now on, and everyone concerned is told."""
    held = _held(budget, by)
    funded = funded_after_all(held)
    standing = held.projects.filter(number__isnull=False)
    standing.filter(number__in=funded).update(state=Project.State.FUNDED)
    standing.exclude(number__in=funded).update(state=Project.State.UNFUNDED)
    facts = {"result": digest_of_result(held), "funded": sorted(funded)}
    moment = database_now()
    move_on(held, Round.Stage.COUNT, Round.Stage.DONE, by=by, facts=facts, decided_at=moment)
    if held.activity.is_open:
        close_activity(held.activity, by=by)
    open_commitments(held, by=by)
    for project in standing.filter(state=Project.State.UNFUNDED).select_related(
        "node", "override", "explanation"
    ):
        _tell_unfunded(held, project, by)
    tell_result(held, by=by)
    budget.stage, budget.decided_at = held.stage, moment
    return held


def funded_after_all(budget: Round) -> set[int]:
    """Numbers of the projects that get money: the count, and what was decided against it."""
    found = {number for one in _official(budget) for number in one.funded}
    for one in Override.objects.filter(project__round=budget).select_related("project"):
        if one.project.number is not None:
            (found.add if one.funds else found.discard)(one.project.number)
    return found


def digest_of_result(budget: Round) -> str:
    """SHA-256 of both results and of what was decided against them, as canonical JSON."""
    rows = Allocation.objects.filter(pot__round=budget).order_by("pot__number", "rule")
    overrides = Override.objects.filter(project__round=budget).order_by("project__number")
    told = {
        "allocations": [
            {"pot": one.pot.number, "rule": one.rule, "funded": one.funded}
            for one in rows.select_related("pot")
        ],
        "overrides": [
            {"project": one.project.number, "funds": one.funds, "reason": one.reason}
            for one in overrides.select_related("project")
        ],
    }
    return sha256(canonical(told)).hexdigest()


def _held(budget: Round, by: Person) -> Round:
    may_decide_round.require(by, budget)
    rounds = Round.objects.select_for_update(of=("self",)).select_related("activity__process")
    held = rounds.select_related("activity__node").get(pk=budget.pk)
    if held.is_decided:
        raise AlreadyDecided
    done = Counting.objects.filter(round=held, state=Counting.State.DONE).exists()
    if held.stage != Round.Stage.COUNT or not done:
        raise NotYetCounted
    return held


def _official(budget: Round) -> Iterator[Allocation]:
    yield from Allocation.objects.filter(pot__round=budget, is_official=True)


def _counted(budget: Round, project: Project) -> list[int]:
    return next((one.funded for one in _official(budget) if one.pot_id == project.pot_id), [])


def _require_money(budget: Round, project: Project) -> None:
    funded = funded_after_all(budget) | {project.number}
    costs = project.pot.projects.filter(number__in=funded).values_list("cost", flat=True)
    left = project.pot.amount - sum((cost or Decimal(0) for cost in costs), Decimal(0))
    if left < 0:
        raise OverrideTooDear(amount=money_text(left + (project.cost or 0), budget.currency))


def _tell_unfunded(budget: Round, project: Project, by: Person) -> None:
    reasons = _reasons(project)
    reason = next(iter(reasons.values()))
    node = budget.activity.node
    link(project.node, Edge.Kind.RESULTED_IN, node, reason=reason, reasons=reasons, by=by)


def _reasons(project: Project) -> dict[str, str]:
    against = getattr(project, "override", None)
    if against is not None:
        return {against.language: against.reason}
    reasons = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            reasons[language] = _(
                "Not funded by the vote. Its page says why, and how much was missing."
            )
    return reasons
