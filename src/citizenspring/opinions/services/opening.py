"""Acts on a map that is open, and stays open until they are done."""

from citizenspring.opinions.errors import MapClosed
from citizenspring.processes.errors import ActivityClosed, ActivityNotOpen
from citizenspring.processes.models import Activity
from citizenspring.processes.services import require_open

__all__ = ["hold_open"]


def hold_open(activity: Activity) -> None:
    """Call it first in the transaction of an act, so that no closing comes before its end."""
    try:
        require_open(activity)
    except (ActivityClosed, ActivityNotOpen) as refusal:
        raise MapClosed from refusal
