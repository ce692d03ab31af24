"""Budgets: which projects a vote funds, by exact and explained rules.

Votes come in as an :class:`Election` (or from a Pabulib file by :func:`read_pb`);
:func:`tally` counts them and returns an :class:`Outcome` that explains itself;
:func:`merge` puts ballots counted in parts together.
"""

from citizenspring.engines.budgeting.ballots import Ballots, merge
from citizenspring.engines.budgeting.comparison import Comparison, compare
from citizenspring.engines.budgeting.election import Election, Project
from citizenspring.engines.budgeting.justified import Neglected, check_justified
from citizenspring.engines.budgeting.needed import Needed, what_would_fund, what_would_fund_each
from citizenspring.engines.budgeting.options import COMPLETIONS, RULES, Options
from citizenspring.engines.budgeting.pabulib import (
    Odd,
    PbFile,
    parse_pb,
    pb_text,
    read_pb,
)
from citizenspring.engines.budgeting.pabulib_write import format_election, format_pb, write_pb
from citizenspring.engines.budgeting.payments import Payments
from citizenspring.engines.budgeting.priceability import Priced, check_prices, find_prices
from citizenspring.engines.budgeting.result import Outcome, Purchase, Unfunded
from citizenspring.engines.budgeting.satisfaction import MEASURES
from citizenspring.engines.budgeting.tallying import tally
from citizenspring.engines.budgeting.telling import describe, explain, to_dict, to_json
from citizenspring.engines.budgeting.ties import Tie

__all__ = [
    "COMPLETIONS",
    "MEASURES",
    "RULES",
    "Ballots",
    "Comparison",
    "Election",
    "Needed",
    "Neglected",
    "Odd",
    "Options",
    "Outcome",
    "Payments",
    "PbFile",
    "Priced",
    "Project",
    "Purchase",
    "Tie",
    "Unfunded",
    "check_justified",
    "check_prices",
    "compare",
    "describe",
    "explain",
    "find_prices",
    "format_election",
    "format_pb",
    "merge",
    "parse_pb",
    "pb_text",
    "read_pb",
    "tally",
    "to_dict",
    "to_json",
    "what_would_fund",
    "what_would_fund_each",
    "write_pb",
]
