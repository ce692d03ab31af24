"""A sealed round as a ``.pb`` file, with our allocation in its column ``selected``."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.timezone import localtime

from citizenspring.ballots.errors import NotSealed
from citizenspring.ballots.models import Poll
from citizenspring.ballots.queries import BallotRow, sealed_ballots
from citizenspring.budgets.models import Allocation, Pot, Project, Round
from citizenspring.city.models import City, Territory
from citizenspring.engines.budgeting.pabulib_write import amount_text, format_sections
from citizenspring.engines.recount import hidden_cells
from citizenspring.processes.texts import in_languages, main_language

from .meta import OWN

__all__ = ["pb_of"]

VOTE_TYPES = {
    Poll.Method.APPROVAL: "approval",
    Poll.Method.POINTS: "cumulative",
    Poll.Method.RANKING: "ordinal",
}
RULES = {"equal-shares": "equalshares", "phragmen": "phragmen", "greedy": "greedy"}


@dataclass(frozen=True)
class _Out:
    """A round, its poll and its projects by the number of their option."""

    budget: Round
    poll: Poll
    projects: list[Project]
    ids: dict[int, str]
    languages: list[str]

    def said(self, text: Any) -> str:
        return in_languages(text).get(main_language(text, self.languages), "")


def pb_of(budget: Round) -> str:
    """The text of the file: rules, projects and every ballot, in the order of the trackers."""
    poll = budget.poll
    if poll is None or not poll.is_sealed:
        raise NotSealed
    projects = list(
        budget.projects.filter(number__isnull=False).select_related("pot").order_by("number")
    )
    given = [one.external_id for one in projects]
    has_ids = all(given) and len(set(given)) == len(given)
    ids = {one.number or 0: one.external_id if has_ids else str(one.number) for one in projects}
    out = _Out(budget, poll, projects, ids, list(budget.activity.process.languages))
    rows = list(sealed_ballots(poll))
    pots = list(budget.pots.order_by("number"))
    columns, cells = _projects(out, rows, pots)
    header = ["voter_id", "vote", *_extra(poll, rows)]
    meta = _meta(out, pots, len(rows))
    return format_sections(meta, columns, cells, header, _votes(out, rows, header))


def _meta(out: _Out, pots: list[Pot], ballots: int) -> dict[str, str]:
    budget, poll = out.budget, out.poll
    assert poll.opened_at is not None  # because the database holds no sealed poll without
    assert poll.closed_at is not None
    began, ended = localtime(poll.opened_at), localtime(poll.closed_at)
    city = City.objects.first()
    own = {
        "description": out.said(budget.activity.title),
        "unit": out.said(city.name) if city else "",
        "instance": str(ended.year),
        "date_begin": began.strftime("%d.%m.%Y"),
        "date_end": ended.strftime("%d.%m.%Y"),
        "language": main_language(budget.activity.title, out.languages),
        "currency": budget.currency,
    }
    source = {**budget.source.get("meta", {})}
    if "rule" in source:
        source["citizenspring_source_rule"] = source.pop("rule")
    return {
        **own,
        **source,
        "num_projects": str(len(out.projects)),
        "num_votes": str(ballots),
        "budget": _money(sum((pot.amount for pot in pots), Decimal(0))),
        "vote_type": budget.source.get("vote_type", VOTE_TYPES[Poll.Method(poll.method)]),
        "rule": _rule(budget),
        **_limits(budget, poll),
        **_parts(out, pots),
        **_counted(budget),
    }


def _rule(budget: Round) -> str:
    name = RULES[budget.rule]
    is_completed = budget.rule == Round.Rule.EQUAL_SHARES and budget.completion != "none"
    return f"{name}/{budget.completion}" if is_completed else name


def _limits(budget: Round, poll: Poll) -> dict[str, str]:
    if budget.source:
        return {}
    found = {"min_length": poll.fewest, "max_length": poll.most}
    if poll.method == Poll.Method.POINTS:
        found |= {"max_points": poll.most_each or 0, "max_sum_points": poll.points or 0}
    return {
        **{name: str(value) for name, value in found.items()},
        **({"max_sum_cost": _money(poll.limit)} if poll.limit else {}),
    }


def _parts(out: _Out, pots: list[Pot]) -> dict[str, str]:
    """The pots, where there are several, as the reader of such files finds them again."""
    if len(pots) < 2:  # noqa: PLR2004  # one pot holds everything
        return {}
    what, plural = _part_column(out.budget)
    return {
        plural: ",".join(_part(out, pot) for pot in pots),
        f"budget_per_{what}": ",".join(_money(pot.amount) for pot in pots),
    }


def _part_column(budget: Round) -> tuple[str, str]:
    if budget.division == Round.Division.CATEGORY:
        return "category", "categories"
    return "district", "districts"


def _part(out: _Out, pot: Pot) -> str:
    return out.said(pot.name).replace(",", " ")


def _counted(budget: Round) -> dict[str, str]:
    said = {
        "rule": budget.rule,
        "completion": budget.completion,
        "stops_when_full": str(int(budget.stops_when_full)),
        "ties": ",".join(budget.ties),
        "seed": budget.seed,
    }
    return {OWN[name]: value for name, value in said.items()}


def _projects(
    out: _Out, rows: list[BallotRow], pots: list[Pot]
) -> tuple[list[str], list[list[str]]]:
    votes = Counter(number for row in rows for number in row.choices)
    columns = {
        "project_id": [out.ids[one.number or 0] for one in out.projects],
        "cost": [_money(one.cost or Decimal(0)) for one in out.projects],
        "votes": [str(votes[one.number or 0]) for one in out.projects],
        "name": [out.said(one.title).replace("\n", " ") for one in out.projects],
        **_places(out, pots),
        **_selected(out),
    }
    kept = {name: cells for name, cells in columns.items() if any(cells)}
    return list(kept), [list(row) for row in zip(*kept.values(), strict=True)]


def _places(out: _Out, pots: list[Pot]) -> dict[str, list[str]]:
    known = out.budget.source.get("projects", {})
    facts = [known.get(one.external_id, {}) for one in out.projects]
    themes = [one.theme for one in out.projects]
    found = {
        "category": [
            ",".join(fact.get("categories", [])) or theme
            for fact, theme in zip(facts, themes, strict=True)
        ],
        "target": [",".join(fact.get("targets", [])) for fact in facts],
        "neighborhood": [one.place.replace("\n", " ") for one in out.projects],
        "latitude": [_degrees(one.latitude) for one in out.projects],
        "longitude": [_degrees(one.longitude) for one in out.projects],
    }
    if len(pots) > 1:
        found[_part_column(out.budget)[0]] = [_part(out, one.pot) for one in out.projects]
    return found


def _degrees(value: float | None) -> str:
    return "" if value is None else repr(value)


def _selected(out: _Out) -> dict[str, list[str]]:
    """What was decided where it is, else what was counted; an override leaves both to be seen."""
    official = Allocation.objects.filter(pot__round=out.budget, is_official=True)
    found = list(official.values_list("funded", flat=True))
    if not found:
        return {}
    bought = {number for funded in found for number in funded}
    counted = ["1" if one.number in bought else "0" for one in out.projects]
    state = Project.State.FUNDED
    decided = ["1" if one.state == state else "0" for one in out.projects]
    selected = decided if out.budget.is_decided else counted
    columns = {"selected": selected}
    if selected != counted:
        columns["selected_by_count"] = counted
    city = out.budget.source.get("selected")
    if city is not None:
        there = ["1" if one.external_id in city else "0" for one in out.projects]
        columns["selected_in_source"] = there
    return columns


def _extra(poll: Poll, rows: list[BallotRow]) -> list[str]:
    found = ["points"] if poll.method == Poll.Method.POINTS else []
    found += ["neighborhood"] if any(row.place for row in rows) else []
    return [*found, *(["age"] if any(row.age for row in rows) else [])]


def _votes(out: _Out, rows: list[BallotRow], header: list[str]) -> Iterator[list[str]]:
    """Ballots with a number each; what fewer than ten voters share is left out (A26)."""
    shown = hidden_cells(Counter((row.place, row.age) for row in rows))
    names = {one.code: out.said(one.name) for one in Territory.objects.all()}
    for number, row in enumerate(rows, 1):
        place, age = shown.get((row.place, row.age), (row.place, row.age))
        cells = {
            "voter_id": str(number),
            "vote": ",".join(out.ids[choice] for choice in row.choices),
            "points": ",".join(map(str, row.points or ())),
            "neighborhood": names.get(place, place),
            "age": age,
        }
        yield [cells[name] for name in header]


def _money(amount: Decimal) -> str:
    return amount_text(Fraction(amount))
