"""A ``.pb`` file as the round it becomes; what a round cannot hold is refused with its line."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

from citizenspring.budgets.models import Round
from citizenspring.engines.budgeting import PbFile
from citizenspring.engines.budgeting.pabulib_rows import parse_number
from citizenspring.engines.errors import BadInput

from .lines import line_of_project
from .meta import currency_of, language_of, own_rules, title_of, whole
from .pots import Pots, money, pots_of
from .votes import Votes, votes_of

__all__ = ["Plan", "ProjectPlan", "plan_of"]

LONGEST_TITLE = 300
LONGEST_PLACE = 200
LONGEST_ID = 80
HIGHEST_COST = 10**12
PLACES = "neighborhood", "neighbourhood", "subdistrict", "district", "subunit", "place"
METHODS = {
    "approval": Round.Method.APPROVAL,
    "choose-1": Round.Method.APPROVAL,
    "cumulative": Round.Method.POINTS,
    "scoring": Round.Method.POINTS,
    "ordinal": Round.Method.RANKING,
}


@dataclass(frozen=True)
class ProjectPlan:
    """One project; ``number`` is its option's, ``pot`` counts from 1."""

    number: int
    pot: int
    external_id: str
    title: str
    text: str
    cost: Decimal
    categories: tuple[str, ...]
    place: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Plan:
    """All that a round needs; projects stand in the order of the file."""

    title: str
    language: str
    currency: str
    method: str
    limit: Decimal | None
    pots: Pots
    projects: tuple[ProjectPlan, ...]
    votes: Votes
    rules: dict[str, Any]
    source: dict[str, Any]
    notes: tuple[str, ...]


def plan_of(pb: PbFile, file: str) -> Plan:
    """Say which round a file becomes.

    Raises
    ------
    BadInput
        With the line, where a round cannot hold what the file says.
    """
    costs = [_cost(pb, at, file) for at in range(len(pb.election.projects))]
    if pb.election.budget >= HIGHEST_COST or pb.election.budget * 100 % 1:
        expected = "an amount below 10¹² with at most two decimals"
        found = f"the budget is {pb.meta['budget']}"
        raise BadInput(found, file=file, expected=expected)
    pots = pots_of(pb)
    order = sorted(range(len(costs)), key=pots.of_project.__getitem__)
    numbers = {at: number for number, at in enumerate(order, 1)}
    projects = tuple(_project(pb, at, cost, pots, numbers[at]) for at, cost in enumerate(costs))
    votes = votes_of(pb, [numbers[at] for at in range(len(costs))], file)
    limit = _limit(pb, costs, projects, votes)
    method = Round.Method.KNAPSACK if limit else METHODS[pb.election.ballots.kind]
    return Plan(
        title=title_of(pb.meta, file),
        language=language_of(pb.meta),
        currency=currency_of(pb.meta),
        method=method,
        limit=limit,
        pots=pots,
        projects=projects,
        votes=votes,
        rules=own_rules(pb.meta),
        source=_source(pb, file),
        notes=(*pb.notes, *pots.notes),
    )


def _cost(pb: PbFile, at: int, file: str) -> Decimal:
    project = pb.election.projects[at]
    if project.cost <= 0 or project.cost >= HIGHEST_COST or project.cost * 100 % 1:
        said = pb.project_rows[at][pb.project_columns.index("cost")].strip()
        found = f"project {project.id!r} costs {said}"
        expected = "an amount above 0 and below 10¹² with at most two decimals"
        raise BadInput(found, file=file, line=line_of_project(pb, at), expected=expected)
    if len(project.id) > LONGEST_ID:
        found = f"project {project.id[:LONGEST_ID]!r}… has a long id"
        expected = f"at most {LONGEST_ID} letters"
        raise BadInput(found, file=file, line=line_of_project(pb, at), expected=expected)
    return money(Fraction(project.cost))


def _project(pb: PbFile, at: int, cost: Decimal, pots: Pots, number: int) -> ProjectPlan:
    project = pb.election.projects[at]
    cells = dict(zip(pb.project_columns, pb.project_rows[at], strict=False))
    text = _text(cells.get("description", ""))
    if len(project.title) > LONGEST_TITLE:
        text = f"{project.title}\n\n{text}".strip()
    return ProjectPlan(
        number=number,
        pot=pots.of_project[at] + 1,
        external_id=project.id,
        title=project.title.replace("\x00", "")[:LONGEST_TITLE],
        text=text,
        cost=cost,
        categories=project.categories,
        place=next((_text(cells[name]) for name in PLACES if cells.get(name)), "")[:LONGEST_PLACE],
        **_where(cells),
    )


def _text(cell: str) -> str:
    said = cell.replace("\x00", "").strip()
    return "" if said.lower() == "none" else said


def _where(cells: dict[str, str]) -> dict[str, float | None]:
    """Where a project lies; a place that is not on earth is none."""
    try:
        latitude, longitude = (
            float(cells.get(name, "").replace(",", ".")) for name in ("latitude", "longitude")
        )
    except ValueError:
        return {"latitude": None, "longitude": None}
    is_there = isfinite(latitude) and abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004  # degrees
    found = (latitude, longitude) if is_there and (latitude or longitude) else (None, None)
    return {"latitude": found[0], "longitude": found[1]}


def _limit(
    pb: PbFile, costs: list[Decimal], projects: tuple[ProjectPlan, ...], votes: Votes
) -> Decimal | None:
    """What a ballot could cost at most, where the file says so and every ballot kept to it."""
    said = parse_number(pb.meta.get("max_sum_cost", ""))
    if pb.election.ballots.kind != "approval" or said is None or said <= 0:
        return None
    most = money(said)
    cost_of = {one.number: cost for one, cost in zip(projects, costs, strict=True)}
    is_kept = all(sum(map(cost_of.__getitem__, row[0])) <= most for row in {*votes.rows})
    return most if is_kept and not said * 100 % 1 else None


def _source(pb: PbFile, file: str) -> dict[str, Any]:
    """What the file said, kept with the round: its META, and what the city selected."""
    selected = pb.selected
    limits = {name: whole(pb.meta, name) for name in ("min_length", "max_length")}
    return {
        "file": file,
        "meta": dict(pb.meta),
        "rule": pb.meta.get("rule", ""),
        "vote_type": pb.election.ballots.kind,
        "selected": None if selected is None else sorted(selected),
        "projects": {
            one.id: {"categories": list(one.categories), "targets": list(one.targets)}
            for one in pb.election.projects
            if one.categories or one.targets
        },
        **{name: value for name, value in limits.items() if value},
    }
