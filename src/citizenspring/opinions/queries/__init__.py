"""Reading opinion maps, as a visitor may see them."""

from .cards import Card, LastVote, Votable, card_for, last_vote, votable
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
    ground_choices,
    is_open,
    latest_version,
    map_at,
    moderation_log,
    statement_or_404,
    waiting_statements,
)

__all__ = [
    "Card",
    "LastVote",
    "ListWanted",
    "Row",
    "Slice",
    "Votable",
    "card_for",
    "common_grounds",
    "ground_choices",
    "is_open",
    "languages_written",
    "last_vote",
    "latest_version",
    "map_at",
    "moderation_log",
    "rows",
    "similar_statements",
    "slice_of",
    "statement_or_404",
    "untranslated",
    "votable",
    "waiting_statements",
]
