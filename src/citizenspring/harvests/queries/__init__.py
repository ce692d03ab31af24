"""What pages of harvests show."""

from .shown import shown_cards

__all__ = ["shown_cards"]
