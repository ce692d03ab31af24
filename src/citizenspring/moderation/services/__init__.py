"""The acts of moderation; the only place that writes them."""

from .appeals import answer_appeal, appeal
from .cases import open_case
from .deciding import decide, note, second, withdraw
from .many import Outcome, decide_many
from .reporting import report

__all__ = [
    "Outcome",
    "answer_appeal",
    "appeal",
    "decide",
    "decide_many",
    "note",
    "open_case",
    "report",
    "second",
    "withdraw",
]
