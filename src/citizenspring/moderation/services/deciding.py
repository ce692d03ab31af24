"""Deciding: hide, show, keep, erase, each with a public reason; some need a second moderator."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from citizenspring.common.clock import database_now
from citizenspring.ledger.services import record
from citizenspring.moderation.errors import (
    AlreadySeconded,
    NotHidden,
    ProposedAlready,
    ReasonMissing,
    YourOwnToDecide,
)
from citizenspring.moderation.kinds import Contribution, contribution_of, kind_of
from citizenspring.moderation.models import Decision
from citizenspring.moderation.permissions import may_moderate, may_second, may_withdraw
from citizenspring.people.models import Person
from citizenspring.threads.models import Node
from citizenspring.threads.services import show_node

from .carrying_out import carry_out, erase_words, publish
from .cases import hold, settle

__all__ = ["MOST_ALONE", "decide", "note", "second", "withdraw"]

MOST_ALONE = 10
HOUR = timedelta(hours=1)
Act, State, Standard = Decision.Act, Decision.State, Decision.Standard


@transaction.atomic
def decide(
    node: Node, act: Decision.Act, *, reason: str, by: Person, ground: str = "", language: str = ""
) -> Decision:
    """Decide about a contribution; the answer is ``proposed`` when another must agree first.

    ``language`` is that of the reason, by default that of the page where it was written.
    """
    hold(node)
    thing = contribution_of(node)
    may_moderate.require(by, thing)
    if thing.author == by.pk:
        raise YourOwnToDecide
    decision = Decision(
        node=node,
        scope=thing.scope,
        act=_as_it_stands(act, thing),
        ground=ground,
        reason=_said(reason),
        language=language or get_language() or "fr",
        by=by,
    )
    _require_sense(decision, thing)
    if _needs_a_second(decision):
        return _propose(decision)
    return carry_out(decision, thing)


def _said(reason: str) -> str:
    said = " ".join(reason.split())
    if not said:
        raise ReasonMissing
    return said


def _as_it_stands(act: Decision.Act, thing: Contribution) -> Decision.Act:
    """To show what is shown is to keep it, and to keep what is hidden is to show it."""
    if act == Act.SHOWN and thing.is_shown:
        return Act.KEPT
    return Act.SHOWN if act == Act.KEPT and not thing.is_shown else act


def _require_sense(decision: Decision, thing: Contribution) -> None:
    """What could not be done now is not left waiting for a second moderator either."""
    if decision.act == Act.ERASED and thing.is_shown:
        raise NotHidden


def _needs_a_second(decision: Decision) -> bool:
    """Ten hidings alone in an hour are enough (A48), and nobody erases alone what she hid."""
    assert decision.by
    # Acts sent side by side by one person wait for each other here, so that none slips past.
    Person.objects.select_for_update(no_key=True).get(pk=decision.by.pk)
    hidings = Decision.objects.filter(act=Act.HIDDEN, state=State.DONE)
    if decision.act == Act.HIDDEN:
        alone = hidings.filter(by=decision.by, seconded_by=None, at__gt=database_now() - HOUR)
        return alone.count() >= MOST_ALONE
    last = hidings.filter(node=decision.node).first()
    return decision.act == Act.ERASED and last is not None and last.by_id == decision.by.pk


def _propose(decision: Decision) -> Decision:
    if Decision.objects.filter(node=decision.node, state=State.PROPOSED).exists():
        raise ProposedAlready
    decision.state, decision.proposed_at = State.PROPOSED, database_now()
    decision.save(force_insert=True)
    facts = {"act": str(decision.act), "reason": decision.reason}
    record("moderation.proposed", by=decision.by, about=decision.node_id, facts=facts)
    return decision


@transaction.atomic
def second(decision: Decision, *, agrees: bool, by: Person, reason: str = "") -> Decision:
    """Answer as a second moderator: agree, and it is done; or decline with a public reason."""
    hold(decision.node)
    may_second.require(by, decision)
    said = _said(reason) if not agrees else ""
    answer = {"seconded_by": by, "second_reason": said}
    state = State.DONE if agrees else State.DECLINED
    waits = Decision.objects.filter(pk=decision.pk, state=State.PROPOSED)
    if not waits.update(state=state, **answer):
        raise AlreadySeconded
    decision.refresh_from_db()
    record(
        "moderation.seconded",
        by=by,
        about=decision.node_id,
        facts={"act": str(decision.act), "agrees": agrees, "reason": said},
    )
    return carry_out(decision, contribution_of(decision.node)) if agrees else decision


@transaction.atomic
def withdraw(node: Node, *, by: Person) -> Decision:
    """Take back what one wrote oneself: hidden, and its words erased; what it led to stays."""
    hold(node)
    thing = contribution_of(node)
    may_withdraw.require(by, thing)
    kind_of(node).hide(node)
    show_node(node, is_public=False)
    erase_words(thing)
    # Without her name: the log is public, and who wrote it may not be.
    made = Decision(node=node, scope=thing.scope, act=Act.WITHDRAWN, standard=Standard.WITHDRAWN)
    made.at = database_now()
    made.save(force_insert=True)
    settle(node, Act.HIDDEN)
    publish(made)
    return made


@transaction.atomic
def note(  # noqa: PLR0913  # because each names one public fact of the act
    node: Node,
    act: Decision.Act,
    *,
    by: Person | None,
    scope: UUID | None,
    reason: str = "",
    standard: str = "",
    language: str = "",
    facts: dict[str, Any] | None = None,
) -> Decision:
    """Log an act that another app has carried out and whose rule it has checked."""
    made = Decision.objects.create(
        node=node,
        scope=scope,
        act=act,
        by=by,
        reason="" if standard else _said(reason),
        standard=standard,
        language=language or get_language() or "fr",
        facts=facts or {},
        at=database_now(),
    )
    # A rule that groups leaves what people have reported to a moderator.
    if act != Act.GROUPED:
        settle(node, act)
    publish(made)
    return made
