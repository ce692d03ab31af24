"""What a seating promises."""

import pytest

from citizenspring.engines.errors import BadInput, Infeasible
from citizenspring.engines.seating import (
    Conditions,
    Facilitator,
    Participant,
    Pin,
    Place,
    describe,
    seat_people,
    to_dict,
)

from .factories import broken, make_people, meetings_again

PEOPLE = make_people(54)
FOUND = seat_people(PEOPLE, rounds=3)


def test_everybody_sits_once_in_each_round() -> None:
    ids = sorted(person.id for person in PEOPLE)
    for one in FOUND.rounds:
        assert sorted(person for table in one.tables for person in table.people) == ids


@pytest.mark.slow
def test_the_same_seed_gives_the_same_seats() -> None:
    assert seat_people(PEOPLE, rounds=3) == FOUND


@pytest.mark.slow
def test_another_seed_gives_other_seats() -> None:
    assert seat_people(PEOPLE, rounds=3, seed="other").seats != FOUND.seats


def test_the_seats_of_a_published_seed_never_change() -> None:
    found = seat_people(make_people(20), rounds=2, seed="published", effort=0.1)
    assert "".join(str(found.seats[f"p{k}"][1]) for k in range(20)) == "11123121233322123321"


def test_repeated_meetings_are_counted_from_the_seats() -> None:
    assert FOUND.repeated == meetings_again(FOUND) == sum(len(r.rounds) - 1 for r in FOUND.repeats)


def test_tables_are_mixed_better_than_by_chance_and_never_beyond_what_is_possible() -> None:
    for one in FOUND.mixtures:
        assert one.possible - 1e-9 <= one.mean < (one.possible + one.chance) / 2


def test_a_table_speaks_what_all_its_people_speak_or_has_interpreters() -> None:
    assert FOUND.common == FOUND.tables == 18
    for one in FOUND.rounds:
        for table in one.tables:
            assert (table.language in table.languages) != bool(table.posts)


@pytest.mark.slow
def test_pins_pairs_and_needs_hold() -> None:
    people = [
        Participant(
            one.id, one.attributes, one.languages, frozenset({"step-free"} if k < 4 else ())
        )
        for k, one in enumerate(PEOPLE)
    ]
    places = [Place(k, offers=frozenset({"step-free"} if k in {2, 5} else ())) for k in range(1, 7)]
    conditions = Conditions(
        pins=(Pin("p9", 3), Pin("p8", 1, 2)),
        together=(("p10", "p11"), ("p11", "p12"), ("p20", "p21"), ("p0", "p30")),
        apart=(("p0", "p1"), ("p2", "p3"), ("p10", "p20"), ("p9", "p13")),
    )
    found = seat_people(people, conditions=conditions, places=places)
    assert broken(found, conditions) == []
    assert all(found.seats[f"p{k}"][r] in {2, 5} for k in range(4) for r in range(3))


@pytest.mark.slow
def test_those_who_sit_together_are_no_repeated_meeting() -> None:
    found = seat_people(PEOPLE, conditions=Conditions(together=(("p1", "p2"),)))
    (pair,) = [one for one in found.repeats if one.people == ("p1", "p2")]
    assert pair.wanted
    assert found.repeated == meetings_again(found) - 2


def test_conditions_that_cannot_hold_are_named_with_the_fewest_to_give_up() -> None:
    ring = tuple((f"p{a}", f"p{b}") for a in range(7) for b in range(a))
    with pytest.raises(Infeasible, match=r"It is possible without this one: p\d apart from p\d"):
        seat_people(PEOPLE, conditions=Conditions(apart=ring))


def test_a_need_that_no_table_meets_is_named() -> None:
    people = [
        *make_people(17),
        Participant("w", {"commune": "Jette", "age": "65+"}, ("fr",), frozenset({"loop"})),
    ]
    with pytest.raises(Infeasible, match="w at a table that offers loop"):
        seat_people(people, places=[Place(1), Place(2)])


def test_a_pin_that_contradicts_another_is_refused() -> None:
    conditions = Conditions(pins=(Pin("p1", 1), Pin("p1", 2, 3)))
    with pytest.raises(BadInput, match="pinned to table 1 and to table 2 in round 3"):
        seat_people(PEOPLE, conditions=conditions)


def test_a_pair_with_somebody_unknown_is_refused() -> None:
    with pytest.raises(BadInput, match="'ghost' is in a pair or group but is not among the people"):
        seat_people(PEOPLE, conditions=Conditions(apart=(("p1", "ghost"),)))


@pytest.mark.slow
def test_facilitators_speak_their_table_s_language_and_meet_nobody_twice() -> None:
    led = [Facilitator(f"f{k}", ("fr", "nl", "en")) for k in range(6)]
    found = seat_people(PEOPLE, facilitators=led)
    tables = [table for one in found.rounds for table in one.tables]
    assert all(table.facilitator_speaks for table in tables)
    assert all(len({t.facilitator for t in one.tables}) == 6 for one in found.rounds)
    met = [(table.facilitator, person) for table in tables for person in table.people]
    assert len(met) - len(set(met)) == found.facilitators_again < 54


def test_too_few_facilitators_leave_tables_without() -> None:
    found = seat_people(PEOPLE, facilitators=[Facilitator("f", ("fr",))], rounds=1)
    assert sum(table.facilitator is None for table in found.rounds[0].tables) == 5


def test_one_table_seats_all() -> None:
    found = seat_people(make_people(8))
    assert found.tables == 3
    assert found.repeated == 2 * 28


@pytest.mark.slow
def test_people_without_attributes_or_languages_are_seated_too() -> None:
    found = seat_people([Participant(str(k), {}) for k in range(30)])
    assert found.mixtures == ()
    assert found.repeated <= 42


def test_the_tables_of_the_room_keep_their_seats() -> None:
    places = [Place(7, seats=6), Place(3, seats=12), Place(9)]
    found = seat_people(make_people(24), places=places, rounds=1)
    assert {table.number: len(table.people) for table in found.rounds[0].tables} == {
        3: 9,
        7: 6,
        9: 9,
    }


def test_it_tells_itself_in_words_and_as_data() -> None:
    assert f"Tables with a common language (fr, en, nl): {FOUND.common} of 18." in describe(FOUND)
    assert to_dict(FOUND)["seats"]["p0"] == list(FOUND.seats["p0"])
