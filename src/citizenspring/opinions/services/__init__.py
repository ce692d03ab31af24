"""The acts of opinion maps; the only place that writes them."""

from .erasing import erase_from_maps
from .maps import (
    close_into_common_ground,
    create_map,
    edit_map,
)
from .moderation import merge_statements, moderate
from .moves import move_votes
from .restoring import count_transactions_anew
from .rushes import judge_alike
from .statements import (
    add_from_table,
    add_statement,
    clean_text,
    seen_text,
    translate_by_machine,
    translate_statement,
)
from .votes import Cast, cast_many, cast_vote, sealed_facts, withdraw_vote

__all__ = [
    "Cast",
    "add_from_table",
    "add_statement",
    "cast_many",
    "cast_vote",
    "clean_text",
    "close_into_common_ground",
    "count_transactions_anew",
    "create_map",
    "edit_map",
    "erase_from_maps",
    "judge_alike",
    "merge_statements",
    "moderate",
    "move_votes",
    "sealed_facts",
    "seen_text",
    "translate_by_machine",
    "translate_statement",
    "withdraw_vote",
]
