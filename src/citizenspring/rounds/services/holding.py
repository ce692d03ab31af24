"""Holding a run still while something is taken, so that its end knows all that came before."""

from django.db import connection

from citizenspring.rounds.models import Run

__all__ = ["hold", "hold_alone"]

# Locks of the lock manager are given in the order in which they were asked for: an organiser
# who presses a button waits for what is being taken, and never for what comes after her.
SHARED = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))"
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
# A statement of its own: it sees what was committed while the lock was waited for.
LOOK = """
SELECT extract(epoch FROM clock_timestamp())::float8, started_at, ended_at
FROM rounds_run WHERE id = %s
"""


def hold(run: Run) -> float:
    """Bring start and end of the run up to date, and return the moment at which all is taken.

    Any number may hold a run at once, until their transactions end.
    """
    return _hold(run, SHARED)


def hold_alone(run: Run) -> float:
    """The same, once nobody else holds it; others wait until this transaction ends."""
    return _hold(run, ALONE)


def _hold(run: Run, statement: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute(statement, [f"rounds.Run {run.pk}"])
        cursor.execute(LOOK, [run.pk])
        row = cursor.fetchone()
    moment: float
    moment, run.started_at, run.ended_at = row
    return moment
