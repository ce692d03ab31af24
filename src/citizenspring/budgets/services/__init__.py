"""The acts of budget rounds; the only place that writes them."""

from .due import carry_out_due
from .rounds import KIND, PotFacts, RoundFacts, create_round, edit_round
from .stages import (
    guard_closing,
    guard_edit,
    move_on,
    on_opening,
    start_campaign,
    start_ideas,
    start_review,
)
from .telling import tell_result

__all__ = [
    "KIND",
    "PotFacts",
    "RoundFacts",
    "carry_out_due",
    "create_round",
    "edit_round",
    "guard_closing",
    "guard_edit",
    "move_on",
    "on_opening",
    "start_campaign",
    "start_ideas",
    "start_review",
    "tell_result",
]
