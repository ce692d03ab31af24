"""Who sits where."""

from dataclasses import dataclass

from django.db.models import QuerySet

from citizenspring.gatherings.models import Gathering, Registration, Seat, SeatingPlan, Table

__all__ = [
    "MySeats",
    "current_plan",
    "my_seats",
    "people_at",
    "plan_under_way",
    "rounds_of",
    "shown_plan",
    "spoken_at_tables",
    "table_of",
    "tables_of",
]


def tables_of(gathering: Gathering) -> QuerySet[Table]:
    """The tables of the room by number."""
    return gathering.tables.order_by("number")


def current_plan(gathering: Gathering) -> SeatingPlan | None:
    """The plan that holds now, shown to people or not yet."""
    found = gathering.plans.filter(is_current=True).first()
    if found:
        found.gathering = gathering
    return found


def shown_plan(gathering: Gathering) -> SeatingPlan | None:
    """The plan that holds now, once its seats are shown."""
    found = current_plan(gathering)
    return found if found and found.is_shown else None


def plan_under_way(gathering: Gathering) -> SeatingPlan | None:
    """The last plan asked for, where it is not ready: being made, or why it could not be."""
    found = gathering.plans.order_by("-number").first()
    return found if found and found.state != SeatingPlan.State.READY else None


def table_of(registration: Registration, round: int = 1) -> int | None:  # noqa: A002  # the word for it
    """Her table in a round of the plan that holds now."""
    return rounds_of(registration).get(round)


def rounds_of(registration: Registration) -> dict[int, int]:
    """Her table in each round of the plan that holds now."""
    rows = Seat.objects.filter(
        registration=registration,
        plan__gathering=registration.gathering_id,
        plan__is_current=True,
    )
    return dict(rows.order_by("round").values_list("round", "table"))


def people_at(plan: SeatingPlan, round: int, table: int) -> QuerySet[Registration]:  # noqa: A002  # the word for it
    """Who sits at a table in a round, in the order in which they registered."""
    rows = Registration.objects.filter(seats__plan=plan, seats__round=round, seats__table=table)
    return rows.select_related("arrival").order_by("number")


def spoken_at_tables(plan: SeatingPlan, round: int = 1) -> dict[int, tuple[str, ...]]:  # noqa: A002  # the word for it
    """The languages that everybody at a table speaks well, of each table in use in a round."""
    spoken = plan.told.get("spoken", [])
    known = spoken[round - 1] if len(spoken) >= round else {}
    return {int(number): tuple(languages) for number, languages in known.items()}


@dataclass(frozen=True)
class MySeats:
    """One person's tables: the one to go to first, where it stands, and those of later rounds."""

    first: int
    place: str
    later: tuple[tuple[int, int], ...]
    has_several: bool


def my_seats(registration: Registration) -> MySeats | None:
    """What she may know of her seats: nothing before they are shown."""
    plan = shown_plan(registration.gathering)
    tables = rounds_of(registration) if plan else {}
    if plan is None or not tables:
        return None
    begin = min(tables)
    laid = registration.gathering.tables.filter(number=tables[begin]).first()
    later = tuple((number, table) for number, table in tables.items() if number > begin)
    has_several = any(table != tables[begin] for _, table in later)
    return MySeats(tables[begin], laid.place if laid else "", later, has_several)
