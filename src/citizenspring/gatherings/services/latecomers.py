"""Whoever comes when all are seated gets a table at once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.engines.seating import Participant, Place
from citizenspring.gatherings.latecomers import best_table
from citizenspring.gatherings.models import Gathering, Registration, Seat, SeatingPlan
from citizenspring.gatherings.queries import rounds_of, spoken_at_tables, tables_of
from citizenspring.gatherings.seating import participants_of, places_of

__all__ = ["place_forgotten", "place_forgotten_of", "place_latecomer"]

LIKELY = 24


@transaction.atomic
def place_latecomer(registration: Registration) -> int | None:
    """Her table in the first round; None where nobody is seated yet.

    Called again it changes nothing. The plan's row is held, so that two latecomers see each other.
    """
    gathering = registration.gathering
    if known := rounds_of(registration):
        return known[min(known)]
    plan = _hold(gathering)
    if plan is None:
        return None
    _place(plan, [registration])
    tell(gathering.seats_topic, "placed")
    return rounds_of(registration).get(1)


def _hold(gathering: Gathering) -> SeatingPlan | None:
    rows = gathering.plans.select_for_update().filter(is_current=True)
    # Where another plan took its place while this one was waited for, that one is found anew.
    return rows.first() or rows.first()


def _place(plan: SeatingPlan, newcomers: list[Registration]) -> None:
    """Also in rounds that are over: people may come back to their first table."""
    places = {one.number: one for one in places_of(tables_of(plan.gathering))}
    for registration in newcomers:
        person = participants_of(plan.gathering, [registration])[0]
        known = set(registration.seats.filter(plan=plan).values_list("round", flat=True))
        met: set[str] = set()
        for number in range(1, plan.rounds + 1):
            tables = {} if number in known else _likely(plan, number, person, places)
            if not tables:
                continue
            chosen = best_table(person, tables, places, met=met, size=plan.size)
            met.update(one.id for one in tables[chosen])
            Seat.objects.bulk_create(
                [Seat(plan=plan, round=number, registration=registration, table=chosen)],
                ignore_conflicts=True,
            )


def _likely(
    plan: SeatingPlan, number: int, person: Participant, places: dict[int, Place]
) -> dict[int, list[Participant]]:
    """Tables of a round that may do, with who sits there: of hundreds, the emptiest are enough."""
    seats = Seat.objects.filter(plan=plan, round=number).order_by()
    taken = dict(seats.values_list("table").annotate(people=Count("pk")))
    spoken = spoken_at_tables(plan, number)

    def rank(table: int) -> tuple[int, ...]:
        place = places.get(table, Place(table))
        has_chair = taken[table] < (place.seats or plan.size)
        speaks = not person.languages or bool(set(person.languages) & set(spoken.get(table, ())))
        return len(person.needs - place.offers), not has_chair, not speaks, taken[table], table

    chosen = sorted(taken, key=rank)[:LIKELY]
    found: dict[int, list[Participant]] = {table: [] for table in chosen}
    rows = seats.filter(table__in=chosen).select_related("registration")
    for seat in rows.order_by("table", "registration__number"):
        found[seat.table] += participants_of(plan.gathering, [seat.registration])
    return found


def place_forgotten_of(plan: SeatingPlan) -> int:
    """Place those who came and have no seat in some round; the plan's row is held by the caller."""
    waiting = list(_without_seat(plan))
    _place(plan, waiting)
    return len(waiting)


def _without_seat(plan: SeatingPlan) -> QuerySet[Registration]:
    rows = plan.gathering.registrations.filter(
        state=Registration.State.COMING, arrival__isnull=False, arrival__left_at=None
    )
    seats = Count("seats", filter=Q(seats__plan=plan))
    return rows.alias(rounds=seats).filter(rounds__lt=plan.rounds).order_by("arrival__at")


def place_forgotten() -> int:
    """Place who came in the very moment in which a plan changed; returns how many."""
    near = database_now() - timedelta(days=1), database_now() + timedelta(days=1)
    plans = SeatingPlan.objects.filter(is_current=True, gathering__starts_at__range=near)
    return sum(_place_in(plan) for plan in plans.select_related("gathering"))


@transaction.atomic
def _place_in(plan: SeatingPlan) -> int:
    held = SeatingPlan.objects.select_for_update().filter(pk=plan.pk, is_current=True)
    found = held.select_related("gathering").first()
    if found is None or not (placed := place_forgotten_of(found)):
        return 0
    tell(found.gathering.seats_topic, "placed")
    return placed
