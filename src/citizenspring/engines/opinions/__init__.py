"""Opinion maps: groups of people who vote alike, what all share and what divides them.

Votes come in as a :class:`VoteMatrix` (or one by one into :class:`Counters`, or from a Polis
export by :func:`read_polis`); :func:`map_opinions` draws the :class:`OpinionMap`, which
explains itself; :func:`protected` leaves out what must not be published.
"""

from citizenspring.engines.opinions.axes import Axes, axes_of
from citizenspring.engines.opinions.bridging import Bridging, fit_bridging
from citizenspring.engines.opinions.counted import counted_over_time
from citizenspring.engines.opinions.counters import Counters
from citizenspring.engines.opinions.ideal import IdealPoints, fit_ideal_points
from citizenspring.engines.opinions.mapping import map_opinions
from citizenspring.engines.opinions.picks import Consensus, Representative
from citizenspring.engines.opinions.polis import PolisExport, PolisStatement, read_polis
from citizenspring.engines.opinions.polis_export import write_polis
from citizenspring.engines.opinions.protect import protected
from citizenspring.engines.opinions.result import (
    Cell,
    Group,
    OpinionMap,
    Shared,
    Split,
    StatementRow,
    Tried,
)
from citizenspring.engines.opinions.routing import Card, cards_of, next_card, polis_card
from citizenspring.engines.opinions.slate import Certificate, Slate, check_slate, choose_slate
from citizenspring.engines.opinions.telling import describe, to_dict, to_json
from citizenspring.engines.opinions.votes import AGREE, DISAGREE, PASS, VoteMatrix

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "Axes",
    "Bridging",
    "Card",
    "Cell",
    "Certificate",
    "Consensus",
    "Counters",
    "Group",
    "IdealPoints",
    "OpinionMap",
    "PolisExport",
    "PolisStatement",
    "Representative",
    "Shared",
    "Slate",
    "Split",
    "StatementRow",
    "Tried",
    "VoteMatrix",
    "axes_of",
    "cards_of",
    "check_slate",
    "choose_slate",
    "counted_over_time",
    "describe",
    "fit_bridging",
    "fit_ideal_points",
    "map_opinions",
    "next_card",
    "polis_card",
    "protected",
    "read_polis",
    "to_dict",
    "to_json",
    "write_polis",
]
