"""Hiding what somebody wrote, and showing it again, each with a reason that everybody can read."""

from django.db import transaction
from django.utils.translation import get_language

from citizenspring.common.clock import database_now
from citizenspring.ledger.services import record
from citizenspring.mood.errors import ReasonMissing, RemarkSettled
from citizenspring.mood.models import Remark, Snapshot
from citizenspring.mood.permissions import may_hide_remark
from citizenspring.people.models import Person
from citizenspring.threads.services import show_node

__all__ = ["hide_remark", "show_remark"]

State = Remark.State


@transaction.atomic
def hide_remark(remark: Remark, *, reason: str, by: Person) -> Remark:
    """Hide the words; the answer they were part of counts as before."""
    may_hide_remark.require(by, remark)
    return _settle(remark, State.SHOWN, State.HIDDEN, reason, by)


@transaction.atomic
def show_remark(remark: Remark, *, reason: str, by: Person) -> Remark:
    may_hide_remark.require(by, remark)
    return _settle(remark, State.HIDDEN, State.SHOWN, reason, by)


def _settle(remark: Remark, before: State, after: State, reason: str, by: Person) -> Remark:
    said = " ".join(reason.split())
    if not said:
        raise ReasonMissing
    changes = {"state": after, "reason": said, "decided_by": by, "decided_at": database_now()}
    if not Remark.objects.filter(pk=remark.pk, state=before).update(**changes):
        raise RemarkSettled
    remark.refresh_from_db()
    if remark.node:
        show_node(remark.node, is_public=after == State.SHOWN)
    # The themes are drawn anew: hidden words must not name one.
    Snapshot.objects.filter(mood=remark.mood_id).update(remarks=0)
    facts = {"act": str(after), "reason": said, "language": get_language() or "fr"}
    record("remark.moderated", by=by, about=remark.node_id, facts=facts)
    return remark
