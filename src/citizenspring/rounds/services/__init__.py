"""Acts on runs; the only place that writes."""

from .hiding import hide_card, show_card
from .running import end_run, extend, pause, prepare_run, resume, skip, start
from .taking import MOST_FACTS, Taken, take
from .voting import take_votes

__all__ = [
    "MOST_FACTS",
    "Taken",
    "end_run",
    "extend",
    "hide_card",
    "pause",
    "prepare_run",
    "resume",
    "show_card",
    "skip",
    "start",
    "take",
    "take_votes",
]
