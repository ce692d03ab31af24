"""The tables of a room: how many, where, what they offer, and the key of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from citizenspring.gatherings.errors import TablesInUse, TableTwice, TooFewSeats, TooManyTables
from citizenspring.gatherings.models import OFFERS, Gathering, Seat, Table
from citizenspring.gatherings.models.day import new_key
from citizenspring.gatherings.permissions import may_arrange_room
from citizenspring.ledger.services import record
from citizenspring.people.models import Person

__all__ = ["MOST_TABLES", "TableFacts", "new_table_key", "set_tables"]

MOST_TABLES = 2_000
FEWEST_SEATS, MOST_SEATS = 2, 40


@dataclass(frozen=True)
class TableFacts:
    """One table; ``offers`` are of ``models.OFFERS``."""

    number: int
    seats: int = 9
    place: str = ""
    offers: Sequence[str] = ()


@transaction.atomic
def set_tables(
    gathering: Gathering, rows: int | Iterable[TableFacts], *, by: Person, seats: int = 9
) -> list[Table]:
    """Lay so many tables, numbered from 1, or those of a list; a table that stays keeps its key.

    Refused where people are seated at a table that would go.
    """
    may_arrange_room.require(by, gathering)
    if isinstance(rows, int):
        _check_count(rows)
        rows = [TableFacts(number, seats) for number in range(1, rows + 1)]
    wanted = _checked(list(rows))
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    gone = gathering.tables.exclude(number__in=wanted)
    _require_empty(gathering, sorted(gone.values_list("number", flat=True)))
    gone.delete()
    known = {one.number: one for one in gathering.tables.all()}
    fresh = [Table(gathering=gathering, number=number) for number in wanted if number not in known]
    for table in (*known.values(), *fresh):
        facts = wanted[table.number]
        table.seats, table.place = facts.seats, facts.place.strip()[:80]
        table.offers = [name for name in OFFERS if name in facts.offers]
    Table.objects.bulk_update(known.values(), ["seats", "place", "offers"], batch_size=500)
    Table.objects.bulk_create(fresh)
    places = {"tables": len(wanted), "seats": sum(facts.seats for facts in wanted.values())}
    record("gathering.tables", by=by, about=gathering.activity.node_id, facts=places)
    return list(gathering.tables.all())


def _check_count(count: int) -> None:
    if not 1 <= count <= MOST_TABLES:
        raise TooManyTables(most=MOST_TABLES)


def _checked(rows: list[TableFacts]) -> dict[int, TableFacts]:
    _check_count(len(rows))
    found: dict[int, TableFacts] = {}
    for facts in rows:
        if facts.number in found:
            raise TableTwice(number=facts.number)
        if not 1 <= facts.number <= MOST_TABLES:
            raise TooManyTables(most=MOST_TABLES)
        if not FEWEST_SEATS <= facts.seats <= MOST_SEATS:
            raise TooFewSeats(number=facts.number, fewest=FEWEST_SEATS, most=MOST_SEATS)
        found[facts.number] = facts
    return found


def _require_empty(gathering: Gathering, numbers: list[int]) -> None:
    seats = Seat.objects.filter(plan__gathering=gathering, plan__is_current=True)
    taken = seats.filter(table__in=numbers).order_by("table").values_list("table", flat=True)
    if first := taken.first():
        raise TablesInUse(number=first)


@transaction.atomic
def new_table_key(table: Table, *, by: Person) -> Table:
    """Another key, when a phone or a card of the table is lost: the old address lets nobody in."""
    may_arrange_room.require(by, table.gathering)
    table.key = new_key()
    table.save(update_fields=["key"])
    facts = {"table": table.number}
    record("gathering.table_key", by=by, about=table.gathering.activity.node_id, facts=facts)
    return table
