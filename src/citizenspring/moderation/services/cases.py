"""Opening and settling cases. Whoever acts on a contribution holds its node first."""

from uuid import UUID

from citizenspring.common.clock import database_now
from citizenspring.moderation.models import Case, Decision, Report
from citizenspring.threads.models import Node

__all__ = ["hold", "open_case", "settle"]

Act = Decision.Act
HARMFUL = {Act.HIDDEN, Act.ERASED}


def hold(node: Node) -> None:
    """Let one act at a time happen to a contribution; call it first in the transaction."""
    Node.objects.select_for_update(no_key=True).get(pk=node.pk)


def open_case(
    node: Node, origin: Case.Origin, *, scope: UUID | None, is_urgent: bool = False
) -> Case:
    """The open case of a contribution that somebody holds, made now if there is none."""
    moment = database_now()
    facts = {"kind": node.kind, "scope": scope, "origin": origin, "opened_at": moment}
    case, _is_new = Case.objects.get_or_create(node=node, settled_at=None, defaults=facts)
    if is_urgent and not case.is_urgent:
        case.is_urgent, case.urgent_since = True, moment
        case.save(update_fields=["is_urgent", "urgent_since"])
    return case


def settle(node: Node, act: Decision.Act) -> bool:
    """Close the open case with its reports, if there is one."""
    closed = Case.objects.filter(node=node, settled_at=None).update(settled_at=database_now())
    outcome = Report.Outcome.UPHELD if act in HARMFUL else Report.Outcome.SET_ASIDE
    open_reports = Report.objects.filter(node=node, outcome=Report.Outcome.OPEN)
    open_reports.update(outcome=outcome)
    return bool(closed)
