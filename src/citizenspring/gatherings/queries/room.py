"""What the organiser's page of the room says: counts, how good the seats are, who moved."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from citizenspring.gatherings.models import Gathering, Registration, Seat, SeatingPlan
from citizenspring.gatherings.wishes import round_now

from .seats import current_plan, plan_under_way

__all__ = [
    "Mixed",
    "Moved",
    "RoomState",
    "mixtures_of",
    "moves_of",
    "people_with_needs",
    "room_state",
]

# How much of what a good draw can win over chance was won.
VERY_WELL, WELL = 0.9, 0.5


@dataclass(frozen=True)
class Mixed:
    """How alike the tables are to the room by one attribute; shares of a table, in per cent."""

    name: str
    mean: float
    worst: float
    possible: float
    chance: float

    @property
    def grade(self) -> str:
        """``best``, ``good`` or ``fair``: between a draw by lot and the least possible."""
        room = self.chance - self.possible
        won = (self.chance - self.mean) / room if room > 0 else 1.0
        return "best" if won >= VERY_WELL else "good" if won >= WELL else "fair"


@dataclass(frozen=True)
class Moved:
    """Somebody who changed tables; ``has_closed`` says whether the old one is no longer used."""

    number: str
    round: int
    before: int
    after: int
    has_closed: bool


@dataclass(frozen=True)
class RoomState:
    """All of it at one moment."""

    plan: SeatingPlan | None
    under_way: SeatingPlan | None
    coming: int
    here: int
    tables: int
    seats: int
    unseated: int
    round_now: int

    @property
    def rounds(self) -> range:
        return range(1, self.plan.rounds + 1) if self.plan else range(0)

    @property
    def is_making(self) -> bool:
        return self.under_way is not None and self.under_way.state == SeatingPlan.State.MAKING


def room_state(gathering: Gathering) -> RoomState:
    plan = current_plan(gathering)
    rows = gathering.registrations.filter(state=Registration.State.COMING)
    here = rows.filter(arrival__isnull=False, arrival__left_at=None)
    laid = gathering.tables.aggregate(tables=Count("pk"), seats=Sum("seats"))
    seated = Seat.objects.filter(plan=plan).values("registration")
    return RoomState(
        plan=plan,
        under_way=plan_under_way(gathering),
        coming=rows.count(),
        here=here.count(),
        tables=laid["tables"],
        seats=laid["seats"] or 0,
        unseated=rows.exclude(pk__in=seated).count() if plan else 0,
        round_now=round_now(gathering) if plan and plan.rounds > 1 else 1,
    )


def mixtures_of(plan: SeatingPlan) -> list[Mixed]:
    """By what people said of themselves, in the order in which it was asked."""
    return [
        Mixed(one["name"], *(100 * one[key] for key in ("mean", "worst", "possible", "chance")))
        for one in plan.told.get("mixtures", [])
    ]


def moves_of(plan: SeatingPlan) -> list[Moved]:
    """Who changed tables when all were seated again, by round and number."""
    closed: dict[str, Any] = plan.told.get("closed", {})
    found = [
        Moved(number, which, before, after, before in closed.get(str(which), []))
        for number, which, before, after in plan.told.get("moved", [])
    ]
    return sorted(found, key=lambda one: (one.round, int(one.number)))


def people_with_needs(gathering: Gathering) -> QuerySet[Registration]:
    """Who said what she needs, or is known to need something of her table."""
    rows = gathering.registrations.filter(state=Registration.State.COMING)
    told = rows.exclude(needs="", table_needs=[])
    return told.order_by("number")
