"""What pages of panels show."""

from .drawing import Ceremony, ceremony_of, members_of, replacements_of, search_of
from .funnel import Funnel, funnel_of
from .panels import (
    Row,
    answer_of,
    batches_of,
    channels_of,
    hash_of,
    panel_at,
    panel_of,
    quota_table,
)

__all__ = [
    "Ceremony",
    "Funnel",
    "Row",
    "answer_of",
    "batches_of",
    "ceremony_of",
    "channels_of",
    "funnel_of",
    "hash_of",
    "members_of",
    "panel_at",
    "panel_of",
    "quota_table",
    "replacements_of",
    "search_of",
]
