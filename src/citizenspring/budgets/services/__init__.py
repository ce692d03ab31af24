"""The acts of budget rounds; the only place that writes them."""

from .rounds import KIND, PotFacts, RoundFacts, create_round, edit_round
from .stages import guard_closing, guard_edit, move_on, on_opening, start_ideas

__all__ = [
    "KIND",
    "PotFacts",
    "RoundFacts",
    "create_round",
    "edit_round",
    "guard_closing",
    "guard_edit",
    "move_on",
    "on_opening",
    "start_ideas",
]
