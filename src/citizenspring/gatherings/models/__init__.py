"""Facts of gatherings: the call, the day at its tables, and what is said of it afterwards."""

from citizenspring.common.ids import short_code

from .after import MARKS, Cost, ExitAnswer, NextStep
from .calling import CARE, MIXING, Gathering, Letter, Registration, new_code
from .day import OFFERS, Arrival, Facilitator, Seat, SeatingPlan, Table

__all__ = [
    "CARE",
    "MARKS",
    "MIXING",
    "OFFERS",
    "Arrival",
    "Cost",
    "ExitAnswer",
    "Facilitator",
    "Gathering",
    "Letter",
    "NextStep",
    "Registration",
    "Seat",
    "SeatingPlan",
    "Table",
    "new_code",
    "short_code",
]
