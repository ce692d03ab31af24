"""Lists of seats to print: by name for the doors, by table for whoever leads one."""

from collections.abc import Iterator
from dataclasses import dataclass

from citizenspring.gatherings.models import Facilitator, Registration, Seat, SeatingPlan, Table
from citizenspring.processes.texts import folded

from .seats import spoken_at_tables

__all__ = ["Seated", "TableList", "by_name", "by_table", "numbers_and_tables"]


@dataclass(frozen=True)
class Seated:
    """One person and her table in each round, None where she has none."""

    person: Registration
    tables: tuple[int | None, ...]


@dataclass(frozen=True)
class TableList:
    """One table in one round."""

    number: int
    people: tuple[Registration, ...]
    languages: tuple[str, ...]
    table: Table | None
    facilitator: Facilitator | None


def by_name(plan: SeatingPlan) -> list[Seated]:
    """Everybody who is seated, as in a telephone book."""
    found: dict[object, tuple[Registration, list[int | None]]] = {}
    for seat in _seats(plan):
        known = found.setdefault(seat.registration_id, (seat.registration, [None] * plan.rounds))
        known[1][seat.round - 1] = seat.table
    people = [Seated(person, tuple(tables)) for person, tables in found.values()]
    return sorted(people, key=lambda one: (folded(one.person.name), one.person.number))


def by_table(plan: SeatingPlan, number: int) -> list[TableList]:
    """Every table that is used in a round, with its people by number."""
    found: dict[int, list[Registration]] = {}
    for seat in _seats(plan):
        if seat.round == number:
            found.setdefault(seat.table, []).append(seat.registration)
    spoken = spoken_at_tables(plan, number)
    laid = {one.number: one for one in plan.gathering.tables.select_related("facilitator")}
    return [
        TableList(
            number=table,
            people=tuple(sorted(people, key=lambda one: one.number)),
            languages=spoken.get(table, ()),
            table=laid.get(table),
            facilitator=getattr(laid.get(table), "facilitator", None),
        )
        for table, people in sorted(found.items())
    ]


def _seats(plan: SeatingPlan) -> Iterator[Seat]:
    rows = Seat.objects.filter(plan=plan).select_related("registration")
    cancelled = Registration.State.CANCELLED
    return rows.exclude(registration__state=cancelled).order_by("round").iterator(2000)


def numbers_and_tables(plan: SeatingPlan, number: int) -> list[tuple[int, int]]:
    """Numbers of tickets and their tables in a round: all that a wall shows."""
    rows = Seat.objects.filter(plan=plan, round=number)
    rows = rows.exclude(registration__state=Registration.State.CANCELLED)
    return list(rows.order_by("registration__number").values_list("registration__number", "table"))
