"""Acts on secret votes."""

from .casting import Choice, cast_ballot
from .importing import import_ballots
from .polls import (
    NODE,
    OptionFacts,
    PollFacts,
    close_if_due,
    close_poll,
    create_poll,
    edit_poll,
    hold_alone,
    note_refused,
    open_poll,
    set_options,
)
from .roll import entry_of_code
from .sealing import ballot_leaves, ballots_digests, ballots_file, seal_poll, sweep

__all__ = [
    "NODE",
    "Choice",
    "OptionFacts",
    "PollFacts",
    "ballot_leaves",
    "ballots_digests",
    "ballots_file",
    "cast_ballot",
    "close_if_due",
    "close_poll",
    "create_poll",
    "edit_poll",
    "entry_of_code",
    "hold_alone",
    "import_ballots",
    "note_refused",
    "open_poll",
    "seal_poll",
    "set_options",
    "sweep",
]
