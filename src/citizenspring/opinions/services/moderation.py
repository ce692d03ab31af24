"""Moderators' acts on statements: hiding and showing are those of the moderation app."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language

from citizenspring.moderation import services as moderation
from citizenspring.moderation.errors import AlreadySo, ReasonMissing
from citizenspring.moderation.models import Decision
from citizenspring.opinions.errors import StatementElsewhere
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.opinions.permissions import may_moderate
from citizenspring.people.models import Person
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link

__all__ = ["merge_statements", "moderate"]


def moderate(
    statement: Statement, act: Decision.Act, *, reason: str, by: Person, language: str = ""
) -> Decision:
    """Show or hide a statement; its votes stay, the act and its reason are public."""
    made = moderation.decide(statement.node, act, reason=reason, by=by, language=language)
    statement.refresh_from_db(fields=["state", "merged_into"])
    return made


@transaction.atomic
def merge_statements(
    statement: Statement, into: Statement, *, reason: str, by: Person, language: str = ""
) -> Decision:
    """Say that a statement says the same as another; the votes it has stay with it."""
    may_moderate.require(by, statement.map)
    said = reason.strip()
    if not said:
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
        raise AlreadySo
    statement.state, statement.merged_into = Statement.State.MERGED, into
    OpinionMap.objects.filter(pk=statement.map_id).update(revision=F("revision") + 1)
    written_in = language or get_language() or "fr"
    link(
        statement.node,
        Edge.Kind.MERGED_INTO,
        into.node,
        reason=said,
        reasons={written_in: said},
        by=by,
    )
    return moderation.note(
        statement.node,
        Decision.Act.MERGED,
        by=by,
        scope=statement.map.activity.process_id,
        reason=said,
        language=written_in,
        facts={"into": str(into.node_id)},
    )
