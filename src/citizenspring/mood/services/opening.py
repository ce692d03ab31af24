"""Acts on a mood check that is open, and stays open until they are done."""

from citizenspring.mood.errors import CheckClosed, CheckNotOpen
from citizenspring.mood.models import MoodCheck
from citizenspring.processes.errors import ActivityClosed, ActivityNotOpen
from citizenspring.processes.services import require_open

__all__ = ["hold_open"]


def hold_open(mood: MoodCheck) -> None:
    """Call it first in the transaction of an act: the database's clock decides, under the lock."""
    try:
        require_open(mood.activity)
    except ActivityClosed as refusal:
        raise CheckClosed from refusal
    except ActivityNotOpen as refusal:
        raise CheckNotOpen from refusal
