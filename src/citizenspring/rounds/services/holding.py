"""Holding a run still while something is taken, so that its end knows all that came before."""

from django.db import connection

from citizenspring.rounds.models import Run

__all__ = ["hold"]

# The clock is read after the lock: whoever ends the run meanwhile is waited for, and is earlier.
HOLD = """
WITH held AS MATERIALIZED (
  SELECT started_at, ended_at FROM rounds_run WHERE id = %s FOR KEY SHARE
)
SELECT extract(epoch FROM clock_timestamp())::float8, started_at, ended_at FROM held
"""


def hold(run: Run) -> float:
    """Bring start and end of the run up to date, and return the moment at which all is taken.

    Any number may hold a run at once; only who starts or ends it waits for them.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [run.pk])
        row = cursor.fetchone()
    moment: float
    moment, run.started_at, run.ended_at = row
    return moment
