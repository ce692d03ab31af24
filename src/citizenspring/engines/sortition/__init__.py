"""Draws by lot: panels that mirror a city, with the fairest chances the quotas allow."""

from .best import METHODS
from .drawing import Commitment, Draw, commit, draw, draw_by_balls
from .export import export, export_private
from .files import read_categories, read_pool, write_pool, write_respondents
from .lottery import find_lottery
from .pool import Person, Pool, Quota
from .relaxing import CannotBeMet, Change
from .result import Chance, Lottery, Proof, Seats
from .telling import describe, to_json

__all__ = [
    "METHODS",
    "CannotBeMet",
    "Chance",
    "Change",
    "Commitment",
    "Draw",
    "Lottery",
    "Person",
    "Pool",
    "Proof",
    "Quota",
    "Seats",
    "commit",
    "describe",
    "draw",
    "draw_by_balls",
    "export",
    "export_private",
    "find_lottery",
    "read_categories",
    "read_pool",
    "to_json",
    "write_pool",
    "write_respondents",
]
