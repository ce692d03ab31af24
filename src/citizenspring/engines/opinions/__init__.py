"""Opinion maps: groups of people who vote alike, what all share and what divides them.

>>> from citizenspring.engines.opinions import VoteMatrix, map_opinions
"""

from citizenspring.engines.opinions.axes import Axes, axes_of
from citizenspring.engines.opinions.mapping import map_opinions
from citizenspring.engines.opinions.picks import Consensus, Representative
from citizenspring.engines.opinions.result import (
    Cell,
    Group,
    OpinionMap,
    Shared,
    Split,
    StatementRow,
    Tried,
)
from citizenspring.engines.opinions.votes import AGREE, DISAGREE, PASS, VoteMatrix

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "Axes",
    "Cell",
    "Consensus",
    "Group",
    "OpinionMap",
    "Representative",
    "Shared",
    "Split",
    "StatementRow",
    "Tried",
    "VoteMatrix",
    "axes_of",
    "map_opinions",
]
