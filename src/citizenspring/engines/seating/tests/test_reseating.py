"""People do not come, come late, and as few as possible move."""

from dataclasses import replace

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.seating import Conditions, Pin, reseat, seat_people
from citizenspring.engines.seating.shrinking import plan_tables
from citizenspring.engines.seeds import Stream

from .factories import broken, make_people

PEOPLE = make_people(108)
SEATS = seat_people(PEOPLE, rounds=3, effort=0.2).seats
IDS = list(SEATS)


def some(count: int, seed: str = "absent") -> list[str]:
    return [IDS[k] for k in Stream(seed, "who").sample(len(IDS), count)]


def test_nobody_moves_when_everybody_is_there() -> None:
    found = reseat(PEOPLE, SEATS)
    assert found.moved == found.absent == ()
    assert found.seating.seats == SEATS


@pytest.mark.parametrize("seed", ["a", "b", "c", "d"])
def test_as_few_move_as_sizes_allow(seed: str) -> None:
    found = reseat(PEOPLE, SEATS, some(35, seed))
    assert len(found.moved) == found.fewest
    assert all(6 <= len(t.people) <= 9 for one in found.seating.rounds for t in one.tables)
    assert len(found.absent) == 3 * 35


def test_whoever_is_not_named_as_moved_stays() -> None:
    found = reseat(PEOPLE, SEATS, some(35))
    moved = {(move.person, move.round) for move in found.moved}
    for person, tables in found.seating.seats.items():
        for r, table in enumerate(tables):
            assert (table != SEATS[person][r]) == ((person, r + 1) in moved)


def test_each_move_says_why() -> None:
    found = reseat(PEOPLE, SEATS, some(40))
    assert found.moved
    assert all(move.why.endswith(".") for move in found.moved)


def test_late_comers_take_free_seats_and_move_nobody() -> None:
    late = [replace(one, id=f"late{k}") for k, one in enumerate(make_people(5, seed="late"))]
    found = reseat([*PEOPLE, *late], SEATS, some(20))
    assert {move.person for move in found.arrived} == {one.id for one in late}
    assert len(found.moved) == found.fewest


def test_rounds_that_are_over_stay() -> None:
    found = reseat(PEOPLE, SEATS, some(40), from_round=3)
    assert all(move.round == 3 for move in (*found.moved, *found.absent))
    for person, tables in found.seating.seats.items():
        assert tables[:2] == SEATS[person][:2]


def test_who_comes_after_a_round_has_no_table_in_it() -> None:
    late = [replace(one, id=f"late{k}") for k, one in enumerate(make_people(5, seed="late"))]
    found = reseat([*PEOPLE, *late], SEATS, some(20), from_round=2)
    for one in late:
        tables = found.seating.seats[one.id]
        assert tables[0] == 0
        assert all(tables[1:])
    assert len(found.moved) == found.fewest


@pytest.mark.slow
def test_conditions_hold_after_it_too() -> None:
    conditions = Conditions(
        pins=(Pin("p1", 1),), together=(("p2", "p3"),), apart=(("p4", "p5"), ("p6", "p7"))
    )
    seats = seat_people(PEOPLE, conditions=conditions, effort=0.2).seats
    gone = [person for person in some(40) if person not in {f"p{k}" for k in range(8)}]
    found = reseat(PEOPLE, seats, gone, conditions=conditions)
    assert broken(found.seating, conditions) == []


def test_a_new_pair_that_must_not_meet_is_parted() -> None:
    table = SEATS["p0"][0]
    other = next(one for one in IDS[1:] if SEATS[one][0] == table)
    conditions = Conditions(apart=(("p0", other),))
    found = reseat(PEOPLE, SEATS, some(5, "x"), conditions=conditions)
    assert broken(found.seating, conditions) == [] or other not in found.seating.seats


def test_nearly_all_absent_are_put_at_one_table() -> None:
    found = reseat(PEOPLE, SEATS, IDS[8:])
    assert all(len(one.tables) == 1 for one in found.seating.rounds)


@pytest.mark.slow
def test_the_same_seed_moves_the_same_people() -> None:
    assert reseat(PEOPLE, SEATS, some(40)) == reseat(PEOPLE, SEATS, some(40))


def test_somebody_unknown_is_refused() -> None:
    with pytest.raises(BadInput, match="'ghost' is not among the people"):
        reseat(PEOPLE, SEATS, ["ghost"])


@pytest.mark.parametrize("seed", range(30))
def test_the_plan_moves_the_fewest_of_all_choices(seed: int) -> None:
    stream = Stream(seed, "plan")
    here = [stream.below(8) for _ in range(6)]
    new, smallest, most = stream.below(4), 4, 9
    total, best = sum(here) + new, None
    for closed in range(2**6):
        stay = [t for t in range(6) if not closed >> t & 1]
        if smallest * len(stay) <= total <= most * len(stay):
            out = sum(here[t] for t in range(6) if closed >> t & 1)
            need = sum(max(0, smallest - here[t]) for t in stay)
            moves = max(out, need - new)
            best = moves if best is None else min(best, moves)
    plan = plan_tables(here, [most] * 6, new, smallest)
    assert (plan.fewest if plan else None) == best
    if plan:
        assert sum(plan.sizes) == total
        assert all(size == 0 or smallest <= size <= most for size in plan.sizes)
