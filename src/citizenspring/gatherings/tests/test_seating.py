"""Seating people, seating them again, and placing latecomers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection

from citizenspring.common.errors import NotAllowed
from citizenspring.gatherings import queries, services
from citizenspring.gatherings.errors import NeedsNotMet, RoomTooSmall, SeatingUnderWay
from citizenspring.gatherings.models import Arrival, Gathering, Registration, Seat, SeatingPlan
from citizenspring.gatherings.services import RegistrationFacts, TableFacts

from .factories import arrived, make_gathering, make_helper, organiser_of, registered

pytestmark = pytest.mark.django_db


def a_room(count: int = 24, **facts: Any) -> Gathering:
    """Half of them young; all speak French, a third Dutch too."""
    gathering = make_gathering(
        capacity=count + 20, asks=("age", "gender"), languages=("fr", "nl"), **facts
    )
    rows = [
        RegistrationFacts(
            f"Person {k}",
            speaks=("fr", "nl") if k % 3 == 0 else ("fr",),
            age="18_34" if k % 2 else "65_plus",
        )
        for k in range(count)
    ]
    services.import_registrations(gathering, rows, by=organiser_of(gathering))
    gathering.refresh_from_db()
    return gathering


def let_in(gathering: Gathering, *, but: int = 0) -> list[Arrival]:
    rows = gathering.registrations.order_by("number")
    return [arrived(one) for one in rows[: rows.count() - but]]


def at_tables(plan: SeatingPlan, number: int = 1) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    rows = Seat.objects.filter(plan=plan, round=number)
    for table, who in rows.values_list("table", "registration__number"):
        found.setdefault(table, set()).add(who)
    return found


@pytest.mark.slow
def test_everybody_sits_at_a_mixed_table_and_meets_others_in_the_next_round() -> None:
    gathering = a_room()
    olga = organiser_of(gathering)
    plan = services.seat(gathering, rounds=2, size=6, seed="spring", by=olga)
    assert queries.current_plan(gathering) == plan
    first, second = at_tables(plan, 1), at_tables(plan, 2)
    assert sorted(len(people) for people in first.values()) == [6, 6, 6, 6]
    assert set.union(*second.values()) == set(range(1, 25))
    assert (plan.told["common"], plan.told["tables"]) == (8, 8)
    assert plan.told["mixtures"][0]["name"] == "age"
    assert plan.told["mixtures"][0]["mean"] < plan.told["mixtures"][0]["chance"]
    again = services.seat(gathering, rounds=2, size=6, seed="spring", by=olga)
    assert (at_tables(again), again.number) == (first, plan.number + 1), "one seed, one seating"
    assert gathering.plans.filter(is_current=True).get() == again


def test_seats_are_shown_when_the_organiser_wishes() -> None:
    gathering = a_room(12)
    plan = services.seat(gathering, rounds=1, size=6, by=organiser_of(gathering))
    assert queries.shown_plan(gathering) is None
    with pytest.raises(NotAllowed):
        services.show(plan, by=make_helper(gathering))
    services.show(plan, by=organiser_of(gathering))
    assert queries.shown_plan(gathering) == plan


def test_seated_again_those_who_came_stay_where_they_can_and_it_is_shown_at_once() -> None:
    gathering = a_room()
    olga = organiser_of(gathering)
    before = services.seat(gathering, rounds=2, size=6, seed="spring", by=olga)
    services.show(before, by=olga)
    let_in(gathering, but=3)
    after = services.seat_again(gathering, by=olga)
    assert (after.why, after.is_shown, after.told["absent"]) == ("again", True, 3)
    here = set(range(1, 22))
    assert set.union(*at_tables(after).values()) == here
    moved = {int(move[0]) for move in after.told["moved"] if move[1] == 1}
    stayed = {(table, who) for table, people in at_tables(before).items() for who in people}
    now = {(table, who) for table, people in at_tables(after).items() for who in people}
    assert {who for _, who in stayed - now} == moved | (set(range(1, 25)) - here)


def test_a_latecomer_has_a_table_at_once_and_once_only() -> None:
    gathering = a_room()
    olga = organiser_of(gathering)
    assert services.place_latecomer(registered(gathering, name="Early")) is None
    services.seat(gathering, rounds=2, size=6, by=olga)
    let_in(gathering)
    late = registered(gathering, name="Late", speaks=["nl"])
    arrived(late)
    table = services.place_latecomer(late)
    assert table is not None
    assert services.place_latecomer(late) == table
    assert queries.table_of(late) == table
    assert set(queries.rounds_of(late)) == {1, 2}
    plan = queries.current_plan(gathering)
    assert plan is not None
    assert late in queries.people_at(plan, 1, table)


def test_seated_again_from_the_second_round_a_latecomer_has_a_table_to_come_back_to() -> None:
    gathering = a_room(18)
    olga = organiser_of(gathering)
    first = services.seat(gathering, rounds=2, size=6, by=olga)
    let_in(gathering, but=2)
    late = registered(gathering, name="Late")
    arrived(late)
    again = services.seat_again(gathering, from_round=2, by=olga)
    assert set(queries.rounds_of(late)) == {1, 2}
    here = set(range(1, 17))
    before, after = at_tables(first, 1), at_tables(again, 1)
    assert {k: people & here for k, people in after.items()} == {
        k: people & here for k, people in before.items()
    }, "the round that is over stays"


def test_who_came_while_seats_were_worked_out_is_placed() -> None:
    gathering = a_room(18, days=0.5)
    olga = organiser_of(gathering)
    services.seat(gathering, rounds=1, size=6, by=olga)
    late = registered(gathering, name="Late")
    arrived(late)
    assert services.place_forgotten() == 1
    assert services.place_forgotten() == 0
    assert queries.table_of(late) is not None


def test_needs_and_seats_are_looked_at_before_anybody_is_seated() -> None:
    gathering = a_room(12)
    olga = organiser_of(gathering)
    gathering.registrations.filter(number=3).update(table_needs=["step_free"])
    services.set_tables(gathering, [TableFacts(1, 6), TableFacts(2, 6)], by=olga)
    with pytest.raises(NeedsNotMet):
        services.seat(gathering, rounds=1, size=6, by=olga)
    rows = [TableFacts(1, 6), TableFacts(2, 6, offers=["step_free"])]
    services.set_tables(gathering, rows, by=olga)
    services.seat(gathering, rounds=2, size=6, by=olga)
    third = gathering.registrations.get(number=3)
    assert queries.rounds_of(third) == {1: 2, 2: 2}
    services.import_registrations(gathering, [RegistrationFacts("One more")], by=olga)
    with pytest.raises(RoomTooSmall):
        services.seat(gathering, rounds=1, size=6, by=olga)


def test_the_worker_makes_what_is_asked_one_at_a_time_and_says_why_it_cannot() -> None:
    gathering = a_room(12)
    olga = organiser_of(gathering)
    asked = services.ask_to_seat(gathering, rounds=1, size=6, by=olga)
    with pytest.raises(SeatingUnderWay):
        services.ask_to_seat(gathering, rounds=1, size=6, by=olga)
    assert queries.plan_under_way(gathering) == asked
    assert services.seat_waiting() == 1
    assert queries.current_plan(gathering) == asked
    assert queries.plan_under_way(gathering) is None
    failing = services.ask_to_seat(gathering, rounds=1, size=6, by=olga)
    gathering.tables.all().delete()
    services.seat_waiting()
    failing.refresh_from_db()
    assert failing.state == "failed"
    assert failing.problem
    assert queries.current_plan(gathering) == asked


def test_what_a_worker_that_died_had_begun_is_made_by_the_next() -> None:
    gathering = a_room(12)
    asked = services.ask_to_seat(gathering, rounds=1, size=6, by=organiser_of(gathering))
    SeatingPlan.objects.filter(pk=asked.pk).update(done=40, total=104)
    assert services.seat_waiting() == 1
    assert queries.current_plan(gathering) == asked


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_latecomers_who_come_at_once_while_all_are_seated_again_have_one_seat_each() -> None:
    gathering = a_room(24)
    olga = organiser_of(gathering)
    services.seat(gathering, rounds=2, size=6, by=olga)
    let_in(gathering, but=6)
    late = [registered(gathering, name=f"Late {k}") for k in range(5)]
    for one in late:
        arrived(one)

    def alone(act: Callable[[], object]) -> None:
        try:
            act()
        finally:
            connection.close()

    acts: list[Callable[[], object]] = [partial(services.place_latecomer, one) for one in late]
    acts.append(partial(services.seat_again, gathering, by=olga))
    with ThreadPoolExecutor(len(acts)) as threads:
        list(threads.map(alone, acts))
    plan = queries.current_plan(gathering)
    assert plan is not None
    assert plan.why == "again"
    seats = Seat.objects.filter(plan=plan)
    assert seats.count() == 2 * (18 + 5)
    assert not services.place_forgotten()
    assert max(len(people) for people in at_tables(plan).values()) <= 9


def test_only_those_who_came_are_seated_where_that_is_asked() -> None:
    gathering = a_room(12)
    let_in(gathering, but=4)
    gone = Registration.objects.get(gathering=gathering, number=1)
    Arrival.objects.filter(registration=gone).update(left_at=gathering.starts_at)
    olga = organiser_of(gathering)
    plan = services.seat(gathering, rounds=1, size=4, only_here=True, by=olga)
    assert set.union(*at_tables(plan).values()) == set(range(2, 9))
