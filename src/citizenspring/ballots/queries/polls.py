"""Finding a poll for a visitor."""

from typing import Any
from uuid import UUID

from citizenspring.ballots.models import Poll
from citizenspring.ballots.permissions import may_keep_roll, may_key_ballots
from citizenspring.common.errors import Missing
from citizenspring.processes.queries import visible_to

__all__ = ["poll_at"]


def poll_at(poll: UUID, visitor: Any) -> Poll:
    """The poll, unless it is a draft of others; those who work on it see that too."""
    found = Poll.objects.select_related("process", "node__within").filter(pk=poll).first()
    if found is None or not _is_seen(found, visitor):
        raise Missing
    return found


def _is_seen(poll: Poll, visitor: Any) -> bool:
    """Asked of every ballot that is sent, so what everybody may see is told without a query."""
    process = poll.process
    if process.is_draft and not visible_to(visitor).filter(pk=process.pk).exists():
        return False
    if poll.state != Poll.State.DRAFT:
        return True
    return may_keep_roll(visitor, poll) or may_key_ballots(visitor, poll)
