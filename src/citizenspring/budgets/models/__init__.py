"""Rounds, what is proposed in them, how the money was shared, and what became of it."""

from .allocating import Allocation, Counting, Explanation, Override
from .following import Commitment, Report
from .importing import PbUpload
from .proposing import LONGEST_IDEA, Feasibility, Idea, Project, Support
from .rounds import Pot, Round

__all__ = [
    "LONGEST_IDEA",
    "Allocation",
    "Commitment",
    "Counting",
    "Explanation",
    "Feasibility",
    "Idea",
    "Override",
    "PbUpload",
    "Pot",
    "Project",
    "Report",
    "Round",
    "Support",
]
