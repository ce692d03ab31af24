"""Reading polls: who may vote, how many did, and the ballots once they are sealed."""

from .ballots import BallotRow, ballot_of, channels_of, sealed_ballots
from .standing import Standing, Turnout, standing_of, turnout_of

__all__ = [
    "BallotRow",
    "Standing",
    "Turnout",
    "ballot_of",
    "channels_of",
    "sealed_ballots",
    "standing_of",
    "turnout_of",
]
