"""What every decision does once nobody else has to agree."""

from collections.abc import Callable

from citizenspring.common.clock import database_now
from citizenspring.ledger.services import record
from citizenspring.moderation import telling
from citizenspring.moderation.errors import AlreadySo, NotHidden
from citizenspring.moderation.kinds import Contribution, kind_of
from citizenspring.moderation.models import Appeal, Case, Decision, Report
from citizenspring.threads.services import show_node

from .cases import settle

__all__ = ["carry_out", "erase_words", "publish"]

Act, State = Decision.Act, Decision.State


def carry_out(decision: Decision, thing: Contribution) -> Decision:
    """Do what was decided, close the case, note it in public and tell those concerned."""
    ACTS[Act(decision.act)](decision, thing)
    node = decision.node
    others = Decision.objects.filter(node=node, state=State.PROPOSED).exclude(pk=decision.pk)
    others.update(state=State.OVERTAKEN)
    decision.state, decision.at = State.DONE, database_now()
    decision.save()
    # What reports alone have hidden still waits for a moderator.
    if decision.standard != Decision.Standard.REPORTS:
        settle(node, Act(decision.act))
    publish(decision)
    telling.decided(decision, thing)
    return decision


def publish(decision: Decision) -> None:
    """Write the act and its reason into the public record; the words it is about stay out."""
    facts = {"act": str(decision.act), "reason": decision.reason or str(decision.standard)}
    if decision.ground:
        facts["ground"] = str(decision.ground)
    record("moderation.decided", by=decision.by, about=decision.node_id, facts=facts)


def _hide(decision: Decision, thing: Contribution) -> None:
    hidden = kind_of(thing.node).hide(thing.node)
    # A moderator who confirms what reports alone have hidden decides, though nothing moves.
    if not hidden and not Case.objects.filter(node=decision.node, settled_at=None).exists():
        raise AlreadySo
    show_node(thing.node, is_public=False)


def _show(decision: Decision, thing: Contribution) -> None:
    del decision
    if not kind_of(thing.node).show(thing.node):
        raise AlreadySo
    show_node(thing.node, is_public=True)


def _keep(decision: Decision, thing: Contribution) -> None:
    if not thing.is_shown or not Case.objects.filter(node=decision.node, settled_at=None).exists():
        raise AlreadySo


def _erase(decision: Decision, thing: Contribution) -> None:
    del decision
    # Shown again since somebody proposed it.
    if thing.is_shown:
        raise NotHidden
    erase_words(thing)


def _ungroup(decision: Decision, thing: Contribution) -> None:
    del decision
    kind = kind_of(thing.node)
    if kind.ungroup is None or not kind.ungroup(thing.node):
        raise AlreadySo


ACTS: dict[Decision.Act, Callable[[Decision, Contribution], None]] = {
    Act.HIDDEN: _hide,
    Act.SHOWN: _show,
    Act.KEPT: _keep,
    Act.ERASED: _erase,
    Act.UNGROUPED: _ungroup,
}


def erase_words(thing: Contribution) -> None:
    """Forget the words wherever they are kept, those who quoted them in a report too (A64)."""
    kind_of(thing.node).erase(thing.node)
    Report.objects.filter(node=thing.node).update(words="")
    Appeal.objects.filter(decision__node=thing.node).update(words="")
    telling.forget(thing.node)
