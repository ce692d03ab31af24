"""What is counted, what is kept although late, and what is refused."""

import itertools
from dataclasses import replace
from typing import Any

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.rounds import (
    Card,
    Consented,
    Dotted,
    Event,
    Objection,
    Outcome,
    Picked,
    Rated,
    Resisted,
    Spoke,
    Started,
    read_events,
    recount,
    shipped,
    write_events,
)

MINUTE = 60.0
_numbers = itertools.count()


def card(name: str, *, table: str = "1", at: float = MINUTE, **said: Any) -> Card:
    facts = {"phase": "ideas", "text": "More trees", **said}
    return Card(id=f"card{next(_numbers)}", at=at, card=name, table=table, **facts)


def dots(by: str, name: str, count: int, *, at: float = 16 * MINUTE) -> Dotted:
    return Dotted(id=f"dots{next(_numbers)}", at=at, phase="dots", by=by, card=name, dots=count)


def count(*events: Event, method: str = "dot-voting") -> Outcome:
    return recount(shipped(method), [Started(id="start", at=0), *events])


def scores(outcome: Outcome, phase: str, turn: int = 1) -> list[tuple[str, int, float, int]]:
    found = outcome.result(phase, turn).scores
    return [(one.card, one.place, one.score, one.voices) for one in found]


def test_dots_are_summed_and_equal_cards_share_a_place() -> None:
    found = count(card("a"), card("b"), card("c"), dots("ada", "a", 2), dots("bo", "b", 2))
    assert scores(found, "dots") == [("a", 1, 2, 1), ("b", 1, 2, 1), ("c", 3, 0, 0)]


def test_the_last_dots_of_a_person_hold_and_none_takes_them_back() -> None:
    changed = [dots("ada", "a", 3), dots("ada", "a", 1, at=17 * MINUTE)]
    gone = [dots("bo", "a", 2), dots("bo", "a", 0, at=17 * MINUTE)]
    assert scores(count(card("a"), *changed, *gone), "dots") == [("a", 1, 1, 1)]


@pytest.mark.parametrize("too_many", [[("a", 4)], [("a", -1)], [("a", 3), ("b", 3)]])
def test_nobody_has_more_dots_than_the_method_gives(too_many: list[tuple[str, int]]) -> None:
    given = [dots("ada", name, number) for name, number in too_many]
    found = count(card("a"), card("b"), *given)
    assert found.refused[0].why == "a person has 5 dots, 3 for one card"
    assert sum(score for _, _, score, _ in scores(found, "dots")) <= 5


def test_a_card_on_the_way_at_the_end_is_kept_and_marked_late() -> None:
    found = count(card("a"), card("b", at=11 * MINUTE))
    assert [(one.id, one.is_late) for one in found.cards] == [("a", False), ("b", True)]


def test_dots_after_the_end_are_listed_and_not_counted() -> None:
    found = count(card("a"), dots("ada", "a", 1), dots("bo", "a", 3, at=21 * MINUTE))
    assert scores(found, "dots") == [("a", 1, 1, 1)]
    assert [one.why for one in found.refused] == ["it came after the end"]


def test_a_card_is_changed_by_its_own_table_and_taken_back_by_an_empty_text() -> None:
    found = count(
        card("a"),
        card("a", at=2 * MINUTE, text="More trees and benches"),
        card("a", at=3 * MINUTE, table="2", text="Fewer trees"),
        card("b"),
        card("b", at=2 * MINUTE, text=""),
    )
    assert [(one.id, one.text) for one in found.cards] == [("a", "More trees and benches")]
    assert [one.why for one in found.refused] == ["the card is another table's"]


def test_what_does_not_belong_to_a_phase_is_refused() -> None:
    found = count(
        card("a"),
        card("b", phase="dots", at=16 * MINUTE),
        dots("ada", "nowhere", 1),
        Rated(id="r", at=16 * MINUTE, phase="dots", by="ada", card="a", rating=3),
        card("c", phase="lunch"),
        card("d", turn=2),
    )
    assert [one.id for one in found.cards] == ["a"]
    assert {one.why for one in found.refused} == {
        "this phase does not ask for it",
        "there is no such card to judge",
        "the phase did not run",
    }


def test_ratings_are_averaged_and_those_out_of_range_refused() -> None:
    said = [
        Rated(id=str(place), at=16 * MINUTE, phase="rating", by=by, card="a", rating=rating)
        for place, (by, rating) in enumerate([("ada", 5), ("bo", 2), ("eve", 9)])
    ]
    found = count(card("a"), card("b"), *said, method="idea-rating")
    assert scores(found, "rating") == [("a", 1, 3.5, 2), ("b", 2, 0, 0)]
    assert [one.why for one in found.refused] == ["it is 9, and 1 to 5 may be said"]


def test_what_nobody_said_of_a_resistance_counts_five() -> None:
    def resists(by: str, name: str, strength: int) -> Resisted:
        return Resisted(
            id=f"{by}{name}", at=16 * MINUTE, phase="resistance", by=by, card=name,
            resistance=strength,
        )  # fmt: skip

    written = [card("a", phase="proposals"), card("b", phase="proposals")]
    said = [resists("ada", "a", 1), resists("bo", "a", 2), resists("ada", "b", 9)]
    found = count(*written, *said, method="systemic-consensing")
    assert scores(found, "resistance") == [("a", 1, 3, 2), ("zero", 2, 10, 0), ("b", 3, 14, 1)]


def consent(by: str, at: float, turn: int, objection: str = "") -> Consented:
    return Consented(
        id=f"{by}{at}", at=at, phase="consent", turn=turn, by=by, card="a", objection=objection
    )


def test_what_the_result_does_not_count_as_an_objection_brings_no_second_turn() -> None:
    blank = consent("ada", 27 * MINUTE, 1, "  ")
    strange = replace(consent("bo", 27 * MINUTE, 1, "Not this one."), card="unheard of")
    found = count(card("a", phase="proposal"), blank, strange, method="consent-round")
    assert found.result("consent").objections == ()
    assert [span.turn for span in found.spans if span.phase == "consent"] == [1]


def test_of_two_facts_under_one_id_the_same_counts_in_any_order() -> None:
    given = dots("ada", "a", 2)
    facts: list[Event] = [Started(id="start", at=0), card("a"), given, replace(given, dots=1)]
    method = shipped("dot-voting")
    assert recount(method, facts).digest == recount(method, facts[::-1]).digest


def test_an_objection_brings_a_second_turn_with_the_amended_text() -> None:
    found = count(
        card("a", phase="proposal", text="Close the street"),
        consent("ada", 27 * MINUTE, 1, "No way for the baker."),
        consent("bo", 27 * MINUTE, 1),
        card("a", phase="amend", turn=2, at=33 * MINUTE, text="Close it after ten"),
        consent("ada", 41 * MINUTE, 2),
        method="consent-round",
    )
    assert found.result("consent", 1).objections == (Objection("a", "No way for the baker."),)
    assert found.result("consent", 2).objections == ()
    assert [(one.text, one.is_late) for one in found.cards] == [("Close it after ten", False)]
    assert found.refused == ()


def test_an_objection_taken_back_in_time_sends_nobody_back() -> None:
    said = [consent("ada", 27 * MINUTE, 1, "Wait"), consent("ada", 28 * MINUTE, 1)]
    found = count(card("a", phase="proposal"), *said, method="consent-round")
    assert found.spans[-1].turn == 1


def test_a_table_picks_at_most_so_many_of_the_cards() -> None:
    def picks(table: str, at: float, *cards: str) -> Picked:
        return Picked(id=f"{table}{at}", at=at, phase="focus", table=table, cards=cards)

    written = [card(name, phase="concerns", at=12 * MINUTE) for name in "abcd"]
    found = count(
        *written,
        picks("1", 36 * MINUTE, "a", "b"),
        picks("2", 36 * MINUTE, "a", "b", "c", "d"),
        picks("3", 36 * MINUTE, "x"),
        picks("2", 37 * MINUTE, "a"),
        method="blank-sheet",
    )
    assert scores(found, "focus") == [("a", 1, 2, 2), ("b", 2, 1, 1)]
    assert len(found.refused) == 2


def test_speaking_time_is_summed_by_table() -> None:
    spoke = [
        Spoke(id=str(at), at=at, phase="round", by="ada", table="1", seconds=30) for at in (1, 2)
    ]
    assert count(*spoke, method="go-round").result("round").spoken == {"1": 60}


def test_facts_go_through_a_file_and_come_back_the_same() -> None:
    events: list[Event] = [card("a", text="Nog groen «é»"), dots("ada", "a", 1)]
    assert read_events(write_events(events)) == events


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"kind": "dance"}',
        '{"kind": "card", "id": "1"}',
        '{"kind": "started", "x": 1}',
        '{"kind": "started", "id": 7, "at": 0}',
        '{"kind": "extended", "id": "e", "at": 0, "seconds": "long"}',
        '{"kind": "extended", "id": "e", "at": 0, "seconds": true}',
        '{"kind": "picked", "id": "p", "at": 0, "phase": "f", "table": "1", "cards": "abc"}',
    ],
)
def test_a_line_that_is_no_fact_is_named(line: str) -> None:
    with pytest.raises(BadInput, match=r"facts\.jsonl, line 2"):
        read_events(["", line], file="facts.jsonl")
