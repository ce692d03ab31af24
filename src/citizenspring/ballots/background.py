"""What the worker repeats for secret votes."""

from citizenspring.common.background import background
from citizenspring.common.clock import database_now

from .models import Poll
from .services import close_if_due, seal_poll, sweep

__all__ = ["close_and_seal", "sweep_traces"]

_NEEDED = "process", "node__within"


@background("secret votes", every=1)
def close_and_seal() -> int:
    """Close the polls whose time is over, and seal those that are closed."""
    moment = database_now()
    polls = Poll.objects.select_related(*_NEEDED)
    due = polls.filter(state=Poll.State.OPEN, closes_at__lte=moment)
    done = sum(close_if_due(poll, moment) for poll in due)
    return done + sum(seal_poll(poll) for poll in polls.filter(state=Poll.State.CLOSED))


@background("traces of secret votes", every=20)
def sweep_traces() -> int:
    """Remove what the database still holds of rows as they were while people voted."""
    return sweep()
