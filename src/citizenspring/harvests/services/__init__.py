"""The acts of harvests: shaping themes, publishing cards, and what is made of them."""

from .publishing import publish, publish_what_came_later
from .sending import Sent, send_cards
from .theming import merge_themes, move_cards, name_theme, split_theme, undo_act

__all__ = [
    "Sent",
    "merge_themes",
    "move_cards",
    "name_theme",
    "publish",
    "publish_what_came_later",
    "send_cards",
    "split_theme",
    "undo_act",
]
