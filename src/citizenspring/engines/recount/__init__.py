"""Counting a published secret vote again, from its files alone."""

from citizenspring.engines.recount.ballots_file import (
    HEADER,
    FileBallot,
    ballot_lines,
    read_ballots,
    safe,
    unsafe,
)
from citizenspring.engines.recount.cells import SMALLEST, Cell, hidden_cells, shown

__all__ = [
    "HEADER",
    "SMALLEST",
    "Cell",
    "FileBallot",
    "ballot_lines",
    "hidden_cells",
    "read_ballots",
    "safe",
    "shown",
    "unsafe",
]
