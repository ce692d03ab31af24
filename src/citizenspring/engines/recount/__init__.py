"""Publishing a secret vote so that anybody can count it again, and counting it again.

Files are made with :func:`ballot_lines`, :func:`leaves_text` and :func:`counts_text`;
:mod:`.verification` checks and recounts them.
"""

from citizenspring.engines.recount.ballots_file import (
    HEADER,
    FileBallot,
    ballot_lines,
    read_ballots,
    safe,
    unsafe,
)
from citizenspring.engines.recount.cells import SMALLEST, Cell, hidden_cells, shown
from citizenspring.engines.recount.counts import COUNTS_HEADER, counts_of, counts_text
from citizenspring.engines.recount.files import PublishedVote, is_published_vote, read_vote
from citizenspring.engines.recount.keeping_to_rules import Rules, rules_from
from citizenspring.engines.recount.leaves import leaves_of, leaves_text, read_leaves, root_of

__all__ = [
    "COUNTS_HEADER",
    "HEADER",
    "SMALLEST",
    "Cell",
    "FileBallot",
    "PublishedVote",
    "Rules",
    "ballot_lines",
    "counts_of",
    "counts_text",
    "hidden_cells",
    "is_published_vote",
    "leaves_of",
    "leaves_text",
    "read_ballots",
    "read_leaves",
    "read_vote",
    "root_of",
    "rules_from",
    "safe",
    "shown",
    "unsafe",
]
