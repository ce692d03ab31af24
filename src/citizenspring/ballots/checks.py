"""What ``citizenspring check`` asks: whether secret votes still agree with the record."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import (
    CheckMessage,
    Tags,
    Warning,  # noqa: A004  # Django's own name
    register,
)
from django.db import connection

from citizenspring.ledger.checks import Finding, register_check
from citizenspring.ledger.models import Entry

from .models import Poll
from .queries import channels_of
from .rules import digest_of, rules_of
from .services import ballots_digests

__all__ = ["check_polls", "join", "logs_that_tell"]

KIND = "poll.sealed"
ENDS = (KIND, "poll.imported")
LOGS = """
SELECT current_setting('log_parameter_max_length_on_error')::int <> 0
    OR current_setting('log_parameter_max_length')::int <> 0 AND (
        current_setting('log_statement') IN ('mod', 'all')
        OR current_setting('log_min_duration_statement') <> '-1'
        OR current_setting('log_min_duration_sample') <> '-1')
"""


def check_polls() -> Iterator[Finding]:
    """Every vote whose rules, roll or ballots are not those the record knows (A09)."""
    entries = {entry.about: entry.body for entry in Entry.objects.filter(kind__in=ENDS)}
    for poll in Poll.objects.exclude(frozen_at=None).select_related("node"):
        where = f"vote {poll.pk}"
        if digest_of(rules_of(poll)) != poll.digest:
            yield Finding(KIND, where, "Its rules are not those of its opening.")
        if poll.is_sealed:
            yield from _of_sealed(poll, where, entries.get(poll.node_id, {}))
        elif poll.ballots.count() != poll.roll.filter(has_voted=True).count():
            yield Finding(KIND, where, "It has not as many ballots as marks on its roll.")


def _of_sealed(poll: Poll, where: str, body: dict[str, Any]) -> Iterator[Finding]:
    if body.get("rules") != poll.digest:
        yield Finding(KIND, where, "The record knows other rules.")
    if any(body.get(name) != told for name, told in ballots_digests(poll).items()):
        yield Finding(KIND, where, "Its ballots were changed after it was sealed.")
    if poll.is_imported:
        return
    if any(body.get(name) != told for name, told in channels_of(poll).items()):
        yield Finding(KIND, where, "The marks on its roll were changed after it was sealed.")


def logs_that_tell(*, databases: Sequence[str] | None = None, **_named: Any) -> list[CheckMessage]:
    """Warn of a database server whose log would hold a voter and her ballot in one line (A22)."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(LOGS)
        if not cursor.fetchone()[0]:
            return []
    problem = "The log of the database server holds the values of statements, ballots too."
    hint = "Set log_parameter_max_length and log_parameter_max_length_on_error to 0 there."
    return [Warning(problem, hint=hint, id="citizenspring.W004")]


def join() -> None:
    """Called when the app starts."""
    register_check(KIND, check_polls)
    register(logs_that_tell, Tags.database)
