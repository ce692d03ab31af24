"""Loading the compiled seating ahead: the first seating of a process waits seconds for it."""

from datetime import timedelta
from functools import cache

from citizenspring.common.clock import database_now
from citizenspring.engines.seating import Participant, reseat, seat_people

from .models import Gathering

__all__ = ["warm_up", "warm_up_if_near"]

AHEAD = timedelta(days=2)


@cache
def warm_up() -> None:
    """Seat a few invented people; what is compiled is kept on disk where that can be written."""
    people = [
        Participant(str(k), {"age": "old" if k % 2 else "young"}, ("fr", "nl"), frozenset())
        for k in range(18)
    ]
    found = seat_people(people, size=6, rounds=2, languages=("fr", "nl"))
    reseat(people, found.seats, ["0", "1"], languages=("fr", "nl"))


def warm_up_if_near() -> None:
    """Only a worker that will be asked loads it: it takes some tens of megabytes."""
    now = database_now()
    near = Gathering.objects.filter(
        cancelled_at=None, starts_at__lte=now + AHEAD, ends_at__gte=now - AHEAD
    )
    if near.exists():
        warm_up()
