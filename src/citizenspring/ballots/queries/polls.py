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
    if found is None or not visible_to(visitor).filter(pk=found.process_id).exists():
        raise Missing
    is_team = may_keep_roll(visitor, found) or may_key_ballots(visitor, found)
    if found.state == Poll.State.DRAFT and not is_team:
        raise Missing
    return found
