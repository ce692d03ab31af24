"""Reading opinion maps, as a visitor may see them."""

from .cards import Card, LastVote, Votable, card_for, last_vote, votable, vote_of
from .grounds import ground_choices, parted, rejected_numbers
from .lists import (
    ListWanted,
    Row,
    Slice,
    languages_written,
    rows,
    similar_statements,
    slice_of,
    untranslated,
)
from .maps import (
    common_grounds,
    has_ended,
    is_open,
    latest_version,
    map_at,
    map_of_code,
    moderation_log,
    shared_of,
    statement_or_404,
    waiting_statements,
)
from .parts import parts_of
from .rushes import Rush, flag_of, rushes

__all__ = [
    "Card",
    "LastVote",
    "ListWanted",
    "Row",
    "Rush",
    "Slice",
    "Votable",
    "card_for",
    "common_grounds",
    "flag_of",
    "ground_choices",
    "has_ended",
    "is_open",
    "languages_written",
    "last_vote",
    "latest_version",
    "map_at",
    "map_of_code",
    "moderation_log",
    "parted",
    "parts_of",
    "rejected_numbers",
    "rows",
    "rushes",
    "shared_of",
    "similar_statements",
    "slice_of",
    "statement_or_404",
    "untranslated",
    "votable",
    "vote_of",
    "waiting_statements",
]
