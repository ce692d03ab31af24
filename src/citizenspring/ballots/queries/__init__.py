"""Reading polls: who may vote, how many did, and the ballots once they are sealed."""

from .ballots import BallotRow, ballot_of, channels_of, sealed_ballots
from .polls import poll_at
from .rolls import (
    Changes,
    RollCounts,
    changes_since_opening,
    entries_named,
    may_still_change,
    roll_counts,
    roll_lines,
    waiting_changes,
)
from .sheets import Differing, SheetStanding, sheet_standing
from .standing import Standing, Turnout, standing_of, turnout_of

__all__ = [
    "BallotRow",
    "Changes",
    "Differing",
    "RollCounts",
    "SheetStanding",
    "Standing",
    "Turnout",
    "ballot_of",
    "changes_since_opening",
    "channels_of",
    "entries_named",
    "may_still_change",
    "poll_at",
    "roll_counts",
    "roll_lines",
    "sealed_ballots",
    "sheet_standing",
    "standing_of",
    "turnout_of",
    "waiting_changes",
]
