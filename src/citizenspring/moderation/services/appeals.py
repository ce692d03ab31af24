"""Appeals: the author asks, a second person answers with a public reason."""

from django.db import transaction
from django.utils.translation import get_language

from citizenspring.common.clock import database_now
from citizenspring.ledger.services import record
from citizenspring.moderation import telling
from citizenspring.moderation.errors import (
    AlreadyAppealed,
    AlreadySo,
    AppealAnswered,
    AppealEmpty,
    ReasonMissing,
)
from citizenspring.moderation.kinds import contribution_of, kind_of
from citizenspring.moderation.models import LONGEST_WORDS, Appeal, Decision, Report
from citizenspring.moderation.permissions import may_answer_appeal, may_appeal
from citizenspring.people.models import Person
from citizenspring.threads.services import show_node

from .cases import hold
from .deciding import note

__all__ = ["answer_appeal", "appeal"]

Act = Decision.Act


@transaction.atomic
def appeal(decision: Decision, words: str, *, by: Person, language: str = "") -> Appeal:
    """Ask for a second look at a hiding; only moderators read the words."""
    hold(decision.node)
    may_appeal.require(by, decision)
    if not words.strip():
        raise AppealEmpty
    if Appeal.objects.filter(decision=decision).exists():
        raise AlreadyAppealed
    stands = decision.act == Act.HIDDEN and decision.state == Decision.State.DONE
    if not stands or contribution_of(decision.node).is_shown:
        raise AlreadySo
    made = Appeal.objects.create(
        decision=decision,
        person=by,
        words=words.strip()[:LONGEST_WORDS],
        language=language or get_language() or "",
        against=decision.by,
        at=database_now(),
    )
    record("moderation.appealed", by=by, about=decision.node_id)
    return made


@transaction.atomic
def answer_appeal(found: Appeal, outcome: Appeal.Outcome, *, reason: str, by: Person) -> Appeal:
    """Uphold or undo the decision, as somebody who had no part in it."""
    node = found.decision.node
    hold(node)
    may_answer_appeal.require(by, found)
    said = " ".join(reason.split())
    if not said:
        raise ReasonMissing
    waits = Appeal.objects.filter(pk=found.pk, outcome=Appeal.Outcome.OPEN)
    answer = {"decided_by": by, "reason": said, "reason_language": get_language() or "fr"}
    if not waits.update(outcome=outcome, decided_at=database_now(), **answer):
        raise AppealAnswered
    found.refresh_from_db()
    facts = {"outcome": str(outcome), "reason": said}
    record("moderation.appeal_answered", by=by, about=node.pk, facts=facts)
    if outcome == Appeal.Outcome.OVERTURNED:
        _undo(found, by)
    telling.appeal_answered(found)
    return found


def _undo(found: Appeal, by: Person) -> None:
    """Show it again; words that were erased meanwhile cannot come back."""
    decision = found.decision
    if kind_of(decision.node).show(decision.node):
        show_node(decision.node, is_public=True)
    facts = {"appeal": str(found.pk)}
    note(decision.node, Act.SHOWN, by=by, scope=decision.scope, reason=found.reason, facts=facts)
    Report.objects.filter(node=decision.node).update(outcome=Report.Outcome.SET_ASIDE)
