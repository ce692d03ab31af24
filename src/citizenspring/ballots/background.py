"""What the worker repeats for secret votes."""

from contextlib import ExitStack
from datetime import datetime

from citizenspring.common.background import background
from citizenspring.common.clock import database_now

from .models import Poll
from .services import close_if_due, seal_poll, sweep

__all__ = ["close_and_seal", "sweep_traces"]

_NEEDED = "process", "node__within"


@background("secret votes", every=1)
def close_and_seal() -> int:
    """Close the polls whose time is over, and seal those that are closed.

    Each is done even if another one fails: what one raises comes out when all had their turn.
    """
    moment = database_now()
    due = Poll.objects.select_related(*_NEEDED).filter(state=Poll.State.OPEN, closes_at__lte=moment)
    done: list[bool] = []
    with ExitStack() as turns:
        # What is put on a stack first has its turn last.
        turns.callback(_seal_all, done)
        for poll in due:
            turns.callback(_close, poll, moment, done)
    return sum(done)


def _close(poll: Poll, moment: datetime, done: list[bool]) -> None:
    done.append(close_if_due(poll, moment))


def _seal(poll: Poll, done: list[bool]) -> None:
    done.append(seal_poll(poll))


def _seal_all(done: list[bool]) -> None:
    closed = Poll.objects.select_related(*_NEEDED).filter(state=Poll.State.CLOSED)
    with ExitStack() as turns:
        for poll in closed:
            turns.callback(_seal, poll, done)


@background("traces of secret votes", every=20)
def sweep_traces() -> int:
    """Remove what the database still holds of rows as they were while people voted."""
    return sweep()
