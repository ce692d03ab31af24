"""Answering whether a project can be done: always with a reason, and the answers stay."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from citizenspring.budgets.ideas_errors import ProjectGone, VerdictUnknown
from citizenspring.budgets.ideas_permissions import may_answer_project
from citizenspring.budgets.models import Feasibility, Project
from citizenspring.ledger.services import record
from citizenspring.opinions.services import seen_text
from citizenspring.people.models import Person
from citizenspring.processes.texts import Text, as_text

from .holding import hold_before_vote, refuse_once_voting
from .projects import WITHDRAWN, require_costs, required_reason
from .telling import tell_answer

__all__ = ["AnswerFacts", "answer_feasibility"]

Verdict = Feasibility.Verdict


@dataclass(frozen=True)
class AnswerFacts:
    """Who answered in the administration, and what it may cost; ``cost`` is the final one."""

    office: str = ""
    cost_low: Decimal | None = None
    cost_high: Decimal | None = None
    cost: Decimal | None = None

    @property
    def costs(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        return self.cost_low, self.cost_high, self.cost

    def public(self) -> dict[str, str]:
        named = zip(("cost_low", "cost_high", "cost"), self.costs, strict=True)
        return {name: str(cost) for name, cost in named if cost is not None}


def answer_feasibility(
    project: Project,
    verdict: str,
    reason: Text,
    facts: AnswerFacts | None = None,
    *,
    by: Person,
) -> Feasibility:
    """Say whether it can be done and why; the last answer holds, the earlier ones stay public."""
    may_answer_project.require(by, project.round)
    refuse_once_voting(project.round, by=by)
    if verdict not in Verdict.values:
        raise VerdictUnknown
    said = required_reason(reason)
    with transaction.atomic():
        hold_before_vote(project.round)
        return _answer(project, Verdict(verdict), said, facts or AnswerFacts(), by)


def _answer(
    project: Project, verdict: Verdict, said: dict[str, str], facts: AnswerFacts, by: Person
) -> Feasibility:
    project.refresh_from_db()
    if project.state == WITHDRAWN:
        raise ProjectGone
    if verdict != Verdict.IMPOSSIBLE:
        require_costs(project.pot, *facts.costs)
    answer = Feasibility.objects.create(
        project=project,
        verdict=verdict,
        reason=as_text(said),
        office=seen_text(facts.office),
        cost_low=facts.cost_low,
        cost_high=facts.cost_high,
        by=by,
    )
    _follow(project, verdict, facts)
    told = {"verdict": str(verdict), "reason": said, "office": answer.office, **facts.public()}
    record("project.answered", by=by, about=project.node_id, facts=told)
    tell_answer(project, verdict, said, by=by)
    return answer


def _follow(project: Project, verdict: str, facts: AnswerFacts) -> None:
    """The project takes over what the answer says of it; what it leaves open stays."""
    impossible = verdict == Verdict.IMPOSSIBLE
    project.state = Project.State.IMPOSSIBLE if impossible else Project.State.FEASIBLE
    if not impossible:
        if facts.cost_low is not None or facts.cost_high is not None:
            project.cost_low, project.cost_high = facts.cost_low, facts.cost_high
        project.cost = facts.cost if facts.cost is not None else project.cost
    project.save(update_fields=["state", "cost_low", "cost_high", "cost"])
