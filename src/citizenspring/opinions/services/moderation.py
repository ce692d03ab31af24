"""Moderators' acts: each with a reason that everybody can read."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citizenspring.ledger.services import record
from citizenspring.opinions.errors import ReasonMissing, StatementElsewhere, StatementSettled
from citizenspring.opinions.models import Moderation, OpinionMap, Statement
from citizenspring.opinions.permissions import may_moderate
from citizenspring.people.models import Person
from citizenspring.threads.models import Edge, Node
from citizenspring.threads.services import link, rule_on

__all__ = ["merge_statements", "moderate"]

State, Act = Statement.State, Moderation.Act
SAID = {Act.SHOWN: _("A moderator showed it"), Act.HIDDEN: _("A moderator hid it")}
BEFORE = {
    Act.SHOWN: [State.WAITING, State.HIDDEN],
    Act.HIDDEN: [State.WAITING, State.SHOWN, State.MERGED],
}


@transaction.atomic
def moderate(
    statement: Statement, act: Moderation.Act, *, reason: str, by: Person, language: str = ""
) -> Moderation:
    """Show or hide a statement; its votes stay, the act and its reason are public.

    ``language`` is that of the reason, by default that of the page where it was written.
    """
    may_moderate.require(by, statement.map)
    if not reason.strip():
        raise ReasonMissing
    waits = Statement.objects.filter(pk=statement.pk, state__in=BEFORE[act])
    if not waits.update(state=str(act), merged_into=None):
        raise StatementSettled
    statement.state, statement.merged_into = str(act), None
    shown = act == Moderation.Act.SHOWN
    Node.objects.filter(pk=statement.node_id).update(is_public=shown)
    noted = _note(statement, act, reason, by, language)
    statement.node.refresh_from_db(fields=["is_public"])
    rule_on(statement.node, SAID[act], reason=noted.reason, language=noted.language, by=by)
    return noted


@transaction.atomic
def merge_statements(
    statement: Statement, into: Statement, *, reason: str, by: Person, language: str = ""
) -> Moderation:
    """Say that a statement says the same as another; the votes it has stay with it."""
    may_moderate.require(by, statement.map)
    if not reason.strip():
        raise ReasonMissing
    # One merge at a time on a map: two at once could merge two statements into each other.
    OpinionMap.objects.select_for_update().get(pk=statement.map_id)
    fits = Statement.objects.filter(pk=into.pk, map=statement.map_id, state="shown")
    if statement.pk == into.pk or not fits.exists():
        raise StatementElsewhere
    changed = Statement.objects.filter(pk=statement.pk, state__in=["shown", "waiting"]).update(
        state=Statement.State.MERGED, merged_into=into
    )
    if not changed:
        raise StatementSettled
    statement.state, statement.merged_into = Statement.State.MERGED, into
    said = reason.strip()
    reasons = {language or get_language() or "fr": said}
    link(statement.node, Edge.Kind.MERGED_INTO, into.node, reason=said, reasons=reasons, by=by)
    return _note(statement, Moderation.Act.MERGED, reason, by, language)


def _note(
    statement: Statement, act: Moderation.Act, reason: str, by: Person, language: str
) -> Moderation:
    OpinionMap.objects.filter(pk=statement.map_id).update(revision=F("revision") + 1)
    facts = {"act": str(act), "number": statement.number, "reason": reason.strip()}
    record("statement.moderated", by=by, about=statement.node_id, facts=facts)
    return Moderation.objects.create(
        statement=statement,
        act=act,
        reason=reason.strip(),
        language=language or get_language() or "fr",
        by=by,
    )
