"""Counting in parts on several machines, with exactly the result of one.

The people are cut into parts; each part is counted where it lies, and only whole numbers travel:
they add up in any order without rounding. For a map each part also gives where its people stand,
and the votes of a small sample. Needs the extra ``citizenspring[scale]``.
"""

from citizenspring.engines.scale.counting import (
    axes_of_parts,
    count_part,
    count_parts,
    merge_ballots,
    project_parts,
)
from citizenspring.engines.scale.parted import PartedVotes

__all__ = [
    "PartedVotes",
    "axes_of_parts",
    "count_part",
    "count_parts",
    "merge_ballots",
    "project_parts",
]
