"""Floods: many near-identical statements within an hour are counted and shown once (A60)."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import override as speaking

from citizenspring.common.clock import database_now
from citizenspring.engines.language import near_identical
from citizenspring.moderation.models import Case, Decision
from citizenspring.moderation.services import note, open_case
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link

__all__ = ["FLOOD", "copies_just_now", "group_if_flood"]

FLOOD = 10
MOST_COMPARED = 500
HOUR = timedelta(hours=1)
Act, State = Decision.Act, Statement.State


def copies_just_now(opinion_map: OpinionMap, text: str) -> list[UUID]:
    """Statements of the last hour that are the same but for a few characters."""
    found = Statement.objects.filter(map=opinion_map, is_seed=False, state__in=["shown", "merged"])
    recent = found.filter(created_at__gt=database_now() - HOUR).order_by("-number")
    rows = list(recent.values_list("pk", "text")[:MOST_COMPARED])
    if len(rows) < FLOOD - 1:
        return []
    return [rows[place][0] for place in near_identical(text, [text for _pk, text in rows])]


def group_if_flood(made: Statement, copies: Collection[UUID]) -> None:
    """Show the first of a flood and group the others behind it, until a moderator undoes it."""
    if len(copies) < FLOOD - 1 or made.state != State.SHOWN:
        return
    head = _head(copies)
    if head is None or _was_undone(head):
        return
    shown = Statement.objects.filter(pk__in=[*copies, made.pk], state=State.SHOWN)
    members = list(shown.exclude(pk=head.pk).select_related("node"))
    Statement.objects.filter(pk__in=[one.pk for one in members]).update(
        state=State.MERGED, merged_into=head
    )
    made.state, made.merged_into = State.MERGED, head
    reasons = _reasons()
    reason = reasons[settings.LANGUAGE_CODE]
    for member in members:
        into = head.node
        link(member.node, Edge.Kind.GROUPED_INTO, into, reason=reason, reasons=reasons, by=None)
    _log(head)


def _head(copies: Collection[UUID]) -> Statement | None:
    """The first of them that is shown, or behind which they stand already."""
    found = Statement.objects.filter(pk__in=copies).select_related("merged_into__node", "node")
    first = found.order_by("number").first()
    return (first.merged_into or first) if first else None


def _was_undone(head: Statement) -> bool:
    """Whether a moderator has said that these are not one."""
    judged = Decision.objects.filter(node=head.node, act__in=[Act.GROUPED, Act.UNGROUPED])
    last = judged.first()
    return last is not None and last.act == Act.UNGROUPED


def _reasons() -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            said[language] = str(Decision.Standard.FLOOD.label)
    return said


def _log(head: Statement) -> None:
    """Once for each flood, and a case for a moderator."""
    scope = head.map.activity.process_id
    if not Decision.objects.filter(node=head.node, act=Act.GROUPED).exists():
        flood = Decision.Standard.FLOOD
        note(head.node, Act.GROUPED, by=None, scope=scope, standard=flood)
        open_case(head.node, Case.Origin.FLOOD, scope=scope)
