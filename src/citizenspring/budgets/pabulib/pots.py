"""Parts of the budget that a ``.pb`` file states: one for each category or neighbourhood."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.text import slugify

from citizenspring.budgets.models import Round
from citizenspring.engines.budgeting import PbFile
from citizenspring.engines.budgeting.pabulib_rows import parse_number

__all__ = ["BUDGET_PER", "PotPlan", "Pots", "money", "pots_of", "slug_of"]

BUDGET_PER = "budget_per_"
THEME_LENGTH = 50
CATEGORY = frozenset({"category", "categories"})


@dataclass(frozen=True)
class PotPlan:
    """Part of the money; ``name`` is empty where one pot holds everything."""

    amount: Decimal
    name: str = ""
    theme: str = ""


@dataclass(frozen=True)
class Pots:
    """The pots, and the place in ``pots`` of each project's, in the order of the file."""

    division: str
    pots: tuple[PotPlan, ...]
    of_project: tuple[int, ...]
    notes: tuple[str, ...] = ()


def money(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def slug_of(name: str) -> str:
    """A name as a slug; letters of every alphabet stay distinct by their own slug."""
    return slugify(name)[:THEME_LENGTH].strip("-") or slugify(name.encode().hex())[:THEME_LENGTH]


def pots_of(pb: PbFile) -> Pots:
    """The parts that the file states where they divide budget and projects, else one pot."""
    key = next((key for key in pb.meta if key.lower().startswith(BUDGET_PER)), "")
    if not key:
        return _whole(pb)
    what = key.lower().removeprefix(BUDGET_PER)
    amounts = _amounts(pb.meta, key, what)
    chosen = _chosen(pb, what)
    whole = sum(amounts.values(), Fraction(0))
    if (
        not amounts
        or chosen is None
        or whole != pb.election.budget
        or not set(chosen) <= {*amounts}
    ):
        note = f"META names {key}, but it does not divide the budget and the projects: one pot."
        return _whole(pb, note)
    is_theme = what in CATEGORY
    names = list(amounts)
    pots = tuple(
        PotPlan(money(amounts[name]), name, slug_of(name) if is_theme else "") for name in names
    )
    if is_theme and len({pot.theme for pot in pots}) < len(pots):
        return _whole(pb, f"Two names in {key} cannot be told apart: one pot.")
    division = Round.Division.CATEGORY if is_theme else Round.Division.TERRITORY
    return Pots(division, pots, tuple(names.index(name) for name in chosen))


def _whole(pb: PbFile, *notes: str) -> Pots:
    pot = PotPlan(money(pb.election.budget), pb.district)
    places = (0,) * len(pb.election.projects)
    return Pots(Round.Division.WHOLE, (pot,), places, notes)


def _amounts(meta: Mapping[str, str], key: str, what: str) -> dict[str, Fraction]:
    """Amount by name; nothing where names and amounts do not pair up."""
    plural = what.removesuffix("y") + "ies" if what.endswith("y") else f"{what}s"
    known = {name.lower(): value for name, value in meta.items()}
    names = [name.strip() for name in known.get(plural, known.get(what, "")).split(",")]
    amounts = [parse_number(amount) for amount in meta[key].split(",")]
    if len(names) != len(amounts) or len(set(names)) < len(names) or "" in names:
        return {}
    found = {name: amount for name, amount in zip(names, amounts, strict=True) if amount}
    return found if len(found) == len(names) and min(found.values()) > 0 else {}


def _chosen(pb: PbFile, what: str) -> list[str] | None:
    """The part each project stands in, None where the file does not say."""
    columns = [name for name in (what, f"{what}s", "categories") if name in pb.project_columns]
    if what not in pb.project_columns and not (what in CATEGORY and columns):
        return None
    at = pb.project_columns.index(columns[0])
    return [row[at].strip() if len(row) > at else "" for row in pb.project_rows]
