"""Draws by lot: panels that mirror a city, with the fairest chances the quotas allow."""

from .best import METHODS
from .checking import check_quotas
from .drawing import Commitment, Draw, commit, draw, draw_by_balls, number_drawn
from .export import export, export_private, published_files
from .files import read_categories, read_households, read_pool, write_pool, write_respondents
from .letters import Letters, Stratum, StratumLetters, draw_households, plan_letters
from .lottery import find_lottery
from .pool import Person, Pool, Quota
from .relaxing import CannotBeMet, Change
from .replacing import Replacement, replace_dropouts
from .result import Chance, Lottery, Proof, Seats
from .telling import describe, to_json

__all__ = [
    "METHODS",
    "CannotBeMet",
    "Chance",
    "Change",
    "Commitment",
    "Draw",
    "Letters",
    "Lottery",
    "Person",
    "Pool",
    "Proof",
    "Quota",
    "Replacement",
    "Seats",
    "Stratum",
    "StratumLetters",
    "check_quotas",
    "commit",
    "describe",
    "draw",
    "draw_by_balls",
    "draw_households",
    "export",
    "export_private",
    "find_lottery",
    "number_drawn",
    "plan_letters",
    "published_files",
    "read_categories",
    "read_households",
    "read_pool",
    "replace_dropouts",
    "to_json",
    "write_pool",
    "write_respondents",
]
