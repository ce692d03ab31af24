"""Every method that comes along holds together, and a wrong definition is refused in a sentence."""

from pathlib import Path

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.rounds import (
    METHODS,
    parse_method,
    read_method,
    recount,
    rehearse,
    shipped,
)
from citizenspring.engines.seeds import Stream

TEXTS = '{ en = "Words" }'
PHASE = f'[[phases]]\nid = "ideas"\nmode = "table"\nminutes = 5\nname = {TEXTS}\nprompt = {TEXTS}\n'
CARDS = 'entry = "cards"\ncard = "idea"\nmost = 3\n'


def definition(*phases: str) -> str:
    return "\n".join([f"name = {TEXTS}", f"summary = {TEXTS}", "table_size = 9", *phases])


@pytest.mark.parametrize("name", METHODS)
def test_27_people_come_to_a_result_that_anybody_recounts(name: str) -> None:
    method = shipped(name)
    rehearsal = rehearse(method, people=27, seed="spring")
    mixed = Stream("any", "order").shuffled(rehearsal.events)
    assert recount(method, [*mixed, *mixed]).digest == rehearsal.outcome.digest
    assert rehearsal.outcome.refused == ()
    assert {span.phase for span in rehearsal.outcome.spans} == {one.id for one in method.phases}
    assert rehearsal.outcome.cards


@pytest.mark.parametrize("name", METHODS)
def test_every_text_is_there_in_the_three_languages(name: str) -> None:
    assert shipped(name).languages == ("en", "fr", "nl")


def test_every_definition_in_the_folder_is_offered() -> None:
    folder = Path(__file__).parent.parent / "methods"
    assert sorted(file.stem for file in folder.glob("*.toml")) == sorted(METHODS)


@pytest.mark.slow
@pytest.mark.parametrize("people", [1, 2, 5, 1500])
def test_any_number_of_people_may_come(people: int) -> None:
    found = rehearse(shipped("world-cafe"), people=people, seed="spring").outcome
    assert found.cards
    assert found.refused == ()


def test_a_jury_asks_before_it_judges_and_mends_its_report_while_somebody_objects() -> None:
    outcome = rehearse(shipped("citizens-jury"), people=27, seed="spring").outcome
    assert {card.phase for card in outcome.cards} == {"questions", "deliberation", "report"}
    turns = [(span.phase, span.turn) for span in outcome.spans]
    assert turns.index(("consent", 1)) < turns.index(("improve", 2))
    last = max(turn for phase, turn in turns if phase == "consent")
    found = outcome.result("consent", last)
    reports = {card.id for card in outcome.cards if card.phase == "report"}
    assert {one.card for one in found.scores} == reports
    assert all(one.reason for one in found.objections)


@pytest.mark.parametrize("people", [0, -1, 5001])
def test_nobody_or_far_too_many_are_refused(people: int) -> None:
    with pytest.raises(BadInput, match="from 1 to 5000"):
        rehearse(shipped("go-round"), people=people)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name =", "not TOML"),
        ("name = " + "[" * 30_000, "not TOML"),
        ("name = 1" + "0" * 5_000, "not TOML"),
        (definition(), "no phase"),
        (definition("phases = 3"), r"\[\[phases\]\]"),
        (definition("colour = 1", PHASE), "'colour'"),
        (definition(PHASE, PHASE), "two phases"),
        (definition(PHASE.replace("table", "sofa")), "'sofa'"),
        (definition(PHASE.replace("= 5", "= 0")), "0 minutes"),
        (definition(PHASE.replace("= 5", "= nan")), "nan minutes"),
        (definition(PHASE.replace("= 5", "= 'x'")), "'x'"),
        (definition(PHASE.replace('"Words"', '" "')), "empty text"),
        (definition(PHASE.replace('id = "ideas"', "")), "phase 1 has no id"),
        (definition(PHASE, 'entry = "cards"\ncard = "idea"'), "'most'"),
        (definition(PHASE, CARDS, "highest = -1"), "-1"),
        (definition(PHASE, 'entry = "dots"\nof = "later"\nmost = 1\nmost_on_one = 1'), "'later'"),
        (definition(PHASE, CARDS, 'back_to = "ideas"'), "consent"),
    ],
)
def test_a_wrong_definition_is_named(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        parse_method(text, name="own", file="own.toml")
    assert str(refused.value).startswith("own.toml: ")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"own\.toml: it cannot be read"):
        read_method(tmp_path / "own.toml")
    (tmp_path / "own.toml").write_bytes(b"\xff")
    with pytest.raises(BadInput, match="UTF-8"):
        read_method(tmp_path / "own.toml")
