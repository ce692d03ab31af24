"""The facilitators of the day: who they are, which table each leads, and who takes over."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from citizenspring.common.clock import database_now
from citizenspring.common.errors import Missing
from citizenspring.engines.seating import Facilitator as Leader
from citizenspring.engines.seating.facilitating import assign_facilitators
from citizenspring.engines.seeds import Stream
from citizenspring.gatherings.errors import FacilitatorNameMissing, TooManyAtOnce
from citizenspring.gatherings.models import Facilitator, Gathering, Table
from citizenspring.gatherings.permissions import may_arrange_room
from citizenspring.gatherings.queries import current_plan, spoken_at_tables, tables_of
from citizenspring.ledger.services import record
from citizenspring.people.models import Person

__all__ = [
    "MOST_FACILITATORS",
    "FacilitatorFacts",
    "add_facilitators",
    "assign_tables",
    "facilitator_came",
    "give_table",
    "remove_facilitator",
]

MOST_FACILITATORS = 2_000


@dataclass(frozen=True)
class FacilitatorFacts:
    """Somebody who leads a table; ``languages`` are those she speaks well, her own first."""

    name: str
    languages: Sequence[str] = ()
    person: Person | None = None


@transaction.atomic
def add_facilitators(
    gathering: Gathering, rows: Iterable[FacilitatorFacts], *, by: Person
) -> list[Facilitator]:
    """Put them on the roster; whoever is on it under the same name gets the new languages."""
    may_arrange_room.require(by, gathering)
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    known: dict[str, list[Facilitator]] = defaultdict(list)
    for one in gathering.facilitators.order_by("-pk"):
        known[one.name].append(one)
    found = [_written(gathering, facts, known) for facts in rows]
    fresh = [one for one in found if one._state.adding]
    count = gathering.facilitators.count() + len(fresh)
    if count > MOST_FACILITATORS:
        raise TooManyAtOnce(most=MOST_FACILITATORS)
    Facilitator.objects.bulk_create(fresh)
    old = [one for one in found if one not in fresh]
    Facilitator.objects.bulk_update(old, ["languages", "person"], batch_size=500)
    _note(gathering, by, facilitators=count)
    return found


def _written(
    gathering: Gathering, facts: FacilitatorFacts, known: dict[str, list[Facilitator]]
) -> Facilitator:
    name = " ".join(facts.name.split())[:120]
    if not name:
        raise FacilitatorNameMissing
    # Two of one name on a list are two people.
    one = known[name].pop() if known[name] else Facilitator(gathering=gathering, name=name)
    one.languages = list(facts.languages) or one.languages
    one.person = facts.person or one.person
    return one


@transaction.atomic
def assign_tables(gathering: Gathering, *, by: Person) -> int:
    """Give each table a facilitator who speaks its language; returns how many tables have one.

    Once some are marked as having come, only they lead tables.
    """
    may_arrange_room.require(by, gathering)
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    everybody = list(gathering.facilitators.order_by("name", "pk"))
    here = [one for one in everybody if one.came_at] or everybody
    led_by = _assigned(gathering, here)
    gathering.facilitators.update(table=None)
    for one in here:
        one.table = led_by.get(str(one.pk))
    Facilitator.objects.bulk_update(here, ["table"], batch_size=500)
    _note(gathering, by, facilitators=len(here), tables=len(led_by))
    return len(led_by)


def _assigned(gathering: Gathering, here: Sequence[Facilitator]) -> dict[str, Table]:
    """The table of each, by the languages that its people share in the first round."""
    plan = current_plan(gathering)
    spoken = spoken_at_tables(plan) if plan else {}
    tables = [one for one in tables_of(gathering) if not spoken or one.number in spoken]
    leaders = [Leader(str(one.pk), tuple(one.languages)) for one in here]
    wishes = [(spoken.get(one.number, ()), ()) for one in tables]
    chosen = assign_facilitators(leaders, [wishes], Stream(str(gathering.pk), "facilitators"))[0]
    pairs = zip(chosen, tables, strict=True)
    return {name: table for name, table in pairs if name is not None}


@transaction.atomic
def give_table(facilitator: Facilitator, table: Table | None, *, by: Person) -> Facilitator:
    """She leads this table from now on, whoever led it before; its cards stay with the table."""
    gathering = facilitator.gathering
    may_arrange_room.require(by, gathering)
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    if table is not None and table.gathering_id != gathering.pk:
        raise Missing
    gathering.facilitators.filter(table=table).exclude(pk=facilitator.pk).update(table=None)
    facilitator.table = table
    facilitator.save(update_fields=["table"])
    return facilitator


@transaction.atomic
def facilitator_came(facilitator: Facilitator, *, has_come: bool, by: Person) -> Facilitator:
    """Note that she is there, or that it was a slip."""
    may_arrange_room.require(by, facilitator.gathering)
    facilitator.came_at = (facilitator.came_at or database_now()) if has_come else None
    facilitator.save(update_fields=["came_at"])
    return facilitator


@transaction.atomic
def remove_facilitator(facilitator: Facilitator, *, by: Person) -> None:
    """Take her off the roster."""
    gathering = facilitator.gathering
    may_arrange_room.require(by, gathering)
    facilitator.delete()
    _note(gathering, by, facilitators=gathering.facilitators.count())


def _note(gathering: Gathering, by: Person, **facts: int) -> None:
    """Names of facilitators are no matter of the public record."""
    record("gathering.roster", by=by, about=gathering.activity.node_id, facts=facts)
