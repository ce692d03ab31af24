"""What a count found, for its pages and for everybody who counts again."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from citizenspring.budgets.bars import Piece, bar
from citizenspring.budgets.models import Allocation, Counting, Override, Pot, Project, Round
from citizenspring.city.models import Territory
from citizenspring.processes.texts import in_languages

__all__ = [
    "Group",
    "Line",
    "PotResult",
    "TieLine",
    "counting_of",
    "groups_in",
    "published",
    "results_of",
]


@dataclass(frozen=True)
class Line:
    """A project in the list of a result."""

    project: Project
    place: int
    votes: int
    price: Decimal | None
    override: Override | None
    is_beside: bool

    @property
    def is_lifted(self) -> bool:
        """Whether people decided against the money that the count gave it."""
        return self.override is not None and not self.override.funds


@dataclass(frozen=True)
class TieLine:
    """Projects that stood exactly equal, the one taken first, and what decided."""

    projects: list[Project]
    why: str


@dataclass(frozen=True, eq=False)
class PotResult:
    """How one pot was shared out by the official rule, and how by the other."""

    pot: Pot
    official: Allocation
    beside: Allocation | None
    projects: dict[int, Project]

    @cached_property
    def overrides(self) -> list[Override]:
        found = [getattr(one, "override", None) for one in self.projects.values()]
        return [one for one in found if one is not None]

    @cached_property
    def lines(self) -> list[Line]:
        """What the count funded, in the order of purchase."""
        beside = set(self.beside.funded) if self.beside else set()
        bought = {one["project"]: one for one in self.official.result.get("purchases", ())}
        return [
            _line(self.projects[number], place, bought.get(str(number), {}), number in beside)
            for place, number in enumerate(self.official.funded, 1)
        ]

    @cached_property
    def unfunded(self) -> list[tuple[Project, int]]:
        """What the count gave nothing, most votes first."""
        return [
            (self.projects[int(one["project"])], one["votes"])
            for one in self.official.result.get("unfunded", ())
        ]

    @property
    def added(self) -> list[Override]:
        """What people fund though the count did not."""
        return [one for one in self.overrides if one.funds]

    @property
    def left(self) -> Decimal:
        return self.pot.amount - self.official.spent

    @property
    def money(self) -> list[Piece]:
        """The whole pot as one bar: every funded project, then what is left."""
        parts = [
            (line.project.title, line.project.cost or Decimal(0), "even" if at % 2 else "odd")
            for at, line in enumerate(self.lines)
        ]
        return bar(self.pot.amount, [*parts, (_("Not used"), self.left, "rest")])

    @cached_property
    def only_here(self) -> list[Project]:
        return self._but(self.official, self.beside)

    @cached_property
    def only_there(self) -> list[Project]:
        return self._but(self.beside, self.official)

    def _but(self, one: Allocation | None, other: Allocation | None) -> list[Project]:
        if one is None or other is None:
            return []
        return [self.projects[number] for number in one.funded if number not in other.funded]

    @property
    def both(self) -> int:
        return len(self.official.funded) - len(self.only_here)

    @property
    def compared(self) -> list[tuple[Allocation, list[Piece]]]:
        """The two results as bars: the same in both, then what only one of them funds."""
        rows = ((self.official, self.only_here), (self.beside, self.only_there))
        return [(one, self._compared(one, alone)) for one, alone in rows if one is not None]

    def _compared(self, one: Allocation, alone: list[Project]) -> list[Piece]:
        only = sum((project.cost or Decimal(0) for project in alone), Decimal(0))
        rest = self.pot.amount - one.spent
        tone = "here" if one.is_official else "there"
        return bar(
            self.pot.amount,
            [
                (_("Funded by both"), one.spent - only, "odd"),
                (_("Funded by this way only"), only, tone),
                (_("Not used"), rest, "rest"),
            ],
        )

    @property
    def comparison(self) -> Mapping[str, int] | None:
        """How many voters have more of their projects in which of the two."""
        found: Mapping[str, int] | None = self.official.result.get("comparison")
        return found if self.beside and self.beside.rule == "greedy" else None

    @property
    def ties(self) -> list[TieLine]:
        found = self.official.result.get("ties", ())
        return [
            TieLine([self.projects[int(one)] for one in tie["among"]], tie["decided_by"])
            for tie in found
        ]


@dataclass(frozen=True)
class Group:
    """Voters of one part of the city: their share of voters and of money; None is hidden."""

    name: Any
    voters: int | None
    voter_share: float | None
    money: Decimal | None
    money_share: float | None
    served: float | None


def counting_of(budget: Round) -> Counting | None:
    return Counting.objects.filter(round=budget).first()


def results_of(budget: Round) -> list[PotResult]:
    """The result of every pot; empty until there is one."""
    standing = Project.objects.filter(number__isnull=False).select_related("override", "node")
    pots = budget.pots.prefetch_related("allocations", Prefetch("projects", standing))
    found = []
    for pot in pots:
        pot.round = budget
        rows = {one.is_official: one for one in pot.allocations.all()}
        projects = {one.number: one for one in pot.projects.all() if one.number is not None}
        for project in projects.values():
            project.round = budget
        if True in rows:
            found.append(PotResult(pot, rows[True], rows.get(False), projects))
    return found


def _line(project: Project, place: int, bought: Mapping[str, Any], is_beside: bool) -> Line:  # noqa: FBT001  # because its caller has no other name for it
    price = bought.get("price")
    return Line(
        project,
        place,
        bought.get("votes", 0),
        None if price is None or bought.get("by") != "equal shares" else _decimal(price),
        getattr(project, "override", None),
        is_beside,
    )


def _decimal(fraction: str) -> Decimal:
    above, _slash, below = fraction.partition("/")
    return (Decimal(above) / Decimal(below or 1)).quantize(Decimal("0.01"))


def groups_in(result: PotResult) -> list[Group]:
    codes = [row["place"] for row in result.official.groups]
    names = {one.code: one.name for one in Territory.objects.filter(code__in=codes).only("name")}
    return [
        Group(
            names.get(row["place"], row["place"]) if row["place"] else _("They did not say"),
            row["voters"],
            row["voter_share"],
            None if row["money"] is None else Decimal(row["money"]),
            row["money_share"],
            row["served"],
        )
        for row in result.official.groups
    ]


def published(budget: Round) -> dict[str, Any]:
    """Both results with every price, exactly, as anybody may take them away."""
    return {
        "round": in_languages(budget.activity.title),
        "poll": str(budget.poll_id),
        "currency": budget.currency,
        "method": budget.method,
        "rule": budget.rule,
        "completion": budget.completion,
        "stops_when_full": budget.stops_when_full,
        "ties": budget.ties,
        "seed": budget.seed,
        "pots": [_published(one) for one in results_of(budget)],
    }


def _published(one: PotResult) -> dict[str, Any]:
    rows = {"official": one.official, "beside": one.beside}
    return {
        "number": one.pot.number,
        "name": in_languages(one.pot.name),
        "amount": str(one.pot.amount),
        "projects": [
            {"number": number, "cost": str(each.cost), "title": in_languages(each.title)}
            for number, each in sorted(one.projects.items())
        ],
        "overrides": [
            {"project": each.project.number, "funds": each.funds, "reason": each.reason}
            for each in one.overrides
        ],
        **{name: row.result if row else None for name, row in rows.items()},
        "funded": {name: row.funded if row else [] for name, row in rows.items()},
    }
