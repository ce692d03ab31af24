"""Taking what the phones of a table send: once, in any order, late, and never half."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from citizenspring.rounds import services
from citizenspring.rounds.models import Card, Run
from citizenspring.rounds.services import Taken

from .factories import card, organiser_of, said, started, table_of, take, wait, written

pytestmark = pytest.mark.django_db


def codes(told: Taken) -> list[str]:
    return [one["code"] for one in told.refused]


def texts(run: Run) -> list[str]:
    return sorted(Card.objects.filter(run=run).values_list("text", flat=True))


def changed(known: Card, text: str, **parts: Any) -> dict[str, Any]:
    return card(text, card=str(known.key), **{"knows": str(known.revision), **parts})


def test_what_is_sent_twice_is_taken_once() -> None:
    run = started()
    facts = [card("One"), card("Two")]
    first, second = take(run, *facts), take(run, *facts, *facts)
    assert first.taken == [fact["key"] for fact in facts]
    assert second.taken == first.taken * 2
    assert texts(run) == ["One", "Two"]
    assert run.facts.filter(kind="card").count() == 2


def test_two_phones_that_change_one_card_leave_two_cards() -> None:
    run = started()
    known = written(run, "Trees")
    one, other = changed(known, "Trees and shade"), changed(known, "Trees and benches")
    assert not take(run, one).beside
    told = take(run, other)
    assert list(told.beside) == [other["key"]]
    beside = run.cards.get(key=UUID(told.beside[other["key"]]))
    assert (beside.text, beside.beside) == ("Trees and benches", known.key)
    assert texts(run) == ["Trees and benches", "Trees and shade"]


def test_what_was_written_on_after_that_follows_the_card_beside() -> None:
    run = started()
    known = written(run, "Trees")
    take(run, changed(known, "Shade"))
    first = changed(known, "Benches")
    second = card("Benches, many", card=str(known.key), knows=first["key"])
    take(run, first, second)
    third = card("Benches, very many", card=str(known.key), knows=second["key"])
    take(run, third)
    assert texts(run) == ["Benches, very many", "Shade"]


def test_a_card_is_taken_back_unless_somebody_changed_it() -> None:
    run = started()
    known = written(run)
    stale = changed(known, "")
    take(run, changed(known, "More trees!"))
    assert codes(take(run, stale)) == ["changed_meanwhile"]
    known.refresh_from_db()
    assert take(run, changed(known, "")).taken
    assert texts(run) == [""]


def test_cards_after_the_end_are_kept_and_marked() -> None:
    run = started()
    known = written(run)
    wait(run, 601)
    fact = card("On its way")
    assert take(run, fact).late == [fact["key"]]
    services.end_run(run, by=organiser_of(run))
    assert take(run, card("Later still")).late
    assert set(run.cards.filter(is_late=True).values_list("text", flat=True)) == {
        "On its way", "Later still"
    }  # fmt: skip
    known.refresh_from_db()
    assert not known.is_late


def test_a_card_that_people_vote_on_keeps_its_words() -> None:
    run = started()
    known = written(run)
    wait(run, 901)
    assert codes(take(run, changed(known, ""))) == ["card_in_use"]
    told = take(run, changed(known, "Something else"))
    assert len(told.beside) == len(told.late) == 1
    assert texts(run) == ["More trees", "Something else"]


def test_the_cards_of_another_table_are_safe() -> None:
    run = started()
    known = written(run, table=1)
    told = take(
        run, changed(known, "Ours now"), said("moved", "", card=str(known.key), position=3), table=2
    )
    assert codes(told) == ["not_your_card", "not_your_card"]
    assert texts(run) == ["More trees"]


def test_what_is_not_asked_is_refused_and_what_is_early_may_come_again() -> None:
    run = started()
    facts = [
        said("picked", "ideas", cards=[]),
        said("spoke", "ideas", by="seat-1", seconds=3),
        said("dotted", "dots", by="1", card=str(uuid4()), dots=1),
        card(phase="nowhere"),
        card(turn=9),
        card("", phase="ideas"),
        card("x" * 1001),
    ]
    told = take(run, *facts)
    assert codes(told) == [
        "text_too_long", "not_asked", "not_asked", "not_begun", "phase_unknown", "phase_unknown",
        "card_unknown",
    ]  # fmt: skip
    assert [one["code"] for one in told.refused if one["again"]] == ["not_begun"]


@pytest.mark.parametrize(
    "sent",
    [
        None, 3, [], "x", {}, {"key": "x"}, {"key": str(uuid4())},
        {"key": str(uuid4()), "kind": ["card"]},
        {"key": str(uuid4()), "kind": "started"},
        {"key": str(uuid4()), "kind": "card", "phase": {}, "card": 1},
        {"key": str(uuid4()), "kind": "card", "phase": "ideas", "turn": 10**400, "text": "a"},
        {"key": str(uuid4()), "kind": "card", "phase": "ideas", "text": 3, "card": str(uuid4())},
        {"key": str(uuid4()), "kind": "picked", "phase": "ideas", "cards": [None]},
        {"key": str(uuid4()), "kind": "spoke", "by": "1\n", "seconds": 3},
        {"key": str(uuid4()), "kind": "spoke", "by": "1", "seconds": float("nan")},
        {"key": str(uuid4()), "kind": "moved", "card": str(uuid4()), "position": 1e300},
    ],
)  # fmt: skip
def test_nonsense_is_refused_one_by_one(sent: object) -> None:
    run = started()
    told = services.take(run, table_of(run), [sent, good := card("Sense")])
    assert codes(told) == ["bad_fact"]
    assert told.taken == [good["key"]]


def test_odd_signs_are_kept_out_of_the_database() -> None:
    run = started()
    odd = "\ud800A\x00 bench\u200d\r\n  here \x1b"
    told = take(run, card(odd, language="\x00" * 9, theme=" a\n b ", position=None, said_at=1e99))
    assert not told.refused
    kept = run.cards.get()
    assert (kept.text, kept.language, kept.theme) == ("A bench\u200d\nhere", "", "a b")
