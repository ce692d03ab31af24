"""What was written for the demo is complete, short and honest."""

from collections import Counter

import pytest

from citizenspring.city.reading import BRUSSELS, read_city
from citizenspring.demo.content import (
    LANGUAGES,
    MapContent,
    ProcessContent,
    Texts,
    all_processes,
    first_names,
)
from citizenspring.processes.themes import THEMES

PROCESSES = {process.slug: process for process in all_processes()}
MAPS = {slug: process.map for slug, process in PROCESSES.items() if process.map}
LONGEST = 140


def is_complete(texts: Texts) -> bool:
    return all(texts.get(language, "").strip() for language in LANGUAGES)


def test_there_is_a_process_in_each_state() -> None:
    assert Counter(process.state for process in PROCESSES.values()) == {
        "open": 4,
        "closed": 2,
        "archived": 1,
    }
    assert Counter(found.state for found in MAPS.values()) == {"open": 2, "closed": 3, "planned": 1}


@pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)
def test_every_text_of_a_process_stands_in_three_languages(process: ProcessContent) -> None:
    texts = [process.question, process.summary, process.promise]
    texts += [phase.name for phase in process.phases]
    texts += [process.outcome] if process.outcome else []
    texts += [process.map.title, process.map.introduction] if process.map else []
    assert all(is_complete(text) for text in texts)


@pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)
def test_a_question_asks(process: ProcessContent) -> None:
    assert all(process.question[language].endswith("?") for language in LANGUAGES)


@pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)
def test_every_outcome_has_its_reason_in_three_languages(process: ProcessContent) -> None:
    for outcome in process.outcomes:
        steps = [
            (outcome.proposal, outcome.because),
            (outcome.answer, outcome.answer_because),
            (outcome.resulted, outcome.resulted_because),
        ]
        for said, because in steps:
            assert is_complete(said or because or outcome.proposal)
            assert is_complete(because or said or outcome.proposal)
            assert bool(said) == bool(because)


@pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)
def test_outcomes_name_statements_that_exist(process: ProcessContent) -> None:
    known = {one.key for one in process.map.statements} if process.map else set()
    named = {key for outcome in process.outcomes for key in outcome.statements}
    named |= set(process.common_ground.statements) if process.common_ground else set()
    assert named <= known


def test_every_territory_is_known() -> None:
    codes = {territory.code for territory in read_city(BRUSSELS).territories}
    assert {code for process in PROCESSES.values() for code in process.territories} <= codes


def test_every_theme_is_known() -> None:
    assert {theme for process in PROCESSES.values() for theme in process.themes} <= THEMES.keys()


@pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)
def test_phases_end_after_they_start(process: ProcessContent) -> None:
    assert all(phase.starts <= phase.ends for phase in process.phases)


def test_the_main_process_runs_several_phases_at_once() -> None:
    phases = PROCESSES["cooling-streets"].phases
    assert sum(phase.starts <= 0 <= phase.ends for phase in phases) >= 2


@pytest.mark.parametrize(
    ("slug", "at_least"),
    [("cooling-streets", 60), ("safer-school-ways", 40), ("offices-to-homes", 45)],
)
def test_a_large_map_has_enough_statements(slug: str, at_least: int) -> None:
    assert len(MAPS[slug].statements) >= at_least


@pytest.mark.parametrize("found", MAPS.values(), ids=MAPS)
def test_statements_stand_in_three_languages_and_their_own(found: MapContent) -> None:
    written = [*found.statements, *found.waiting]
    assert [one.key for one in written if not is_complete(one.texts)] == []
    assert [one.key for one in found.statements if one.language not in one.texts] == []


@pytest.mark.parametrize("found", MAPS.values(), ids=MAPS)
def test_whoever_hides_a_statement_says_why_in_three_languages(found: MapContent) -> None:
    reasons = [one.hidden_because for one in found.statements if one.hidden_because]
    assert all(is_complete(reason) for reason in reasons)


@pytest.mark.parametrize("found", MAPS.values(), ids=MAPS)
def test_statements_are_short(found: MapContent) -> None:
    texts = [text for one in found.statements for text in one.texts.values()]
    assert [text for text in texts if len(text) > LONGEST] == []


@pytest.mark.parametrize("found", MAPS.values(), ids=MAPS)
def test_chances_are_percentages_for_each_group(found: MapContent) -> None:
    for one in found.statements:
        assert len(one.agree) == len(one.passes) == len(found.groups), one.key
        for agree, passes in zip(one.agree, one.passes, strict=True):
            assert min(agree, passes, 100 - agree - passes) >= 0, one.key


@pytest.mark.parametrize("found", MAPS.values(), ids=MAPS)
def test_keys_and_texts_are_used_once(found: MapContent) -> None:
    keys = Counter(statement.key for statement in found.statements)
    texts = Counter(statement.text.casefold() for statement in found.statements)
    assert max(keys.values()) == max(texts.values()) == 1


@pytest.mark.parametrize("found", MAPS.values(), ids=MAPS)
def test_shares_of_the_groups_sum_to_a_hundred(found: MapContent) -> None:
    assert sum(group.share for group in found.groups) == 100


def test_people_also_wrote_in_arabic_turkish_and_spanish() -> None:
    written = Counter(one.language for found in MAPS.values() for one in found.statements)
    assert written.keys() == {"fr", "nl", "en", "ar", "tr", "es"}


def test_not_everybody_wants_the_same() -> None:
    for slug in ("cooling-streets", "safer-school-ways", "offices-to-homes"):
        statements = MAPS[slug].statements
        best = [
            max(range(len(one.agree)), key=one.agree.__getitem__)
            for one in statements
            if max(one.agree) - min(one.agree) >= 40
        ]
        favoured = Counter(best)
        assert len(favoured) == len(MAPS[slug].groups)
        assert min(favoured.values()) >= 8


def test_near_duplicates_are_written_in_other_words() -> None:
    for found in MAPS.values():
        known = {statement.key: statement for statement in found.statements}
        for statement in found.statements:
            assert not statement.near or known[statement.near].text != statement.text


def test_people_have_first_names_only() -> None:
    assert all(" " not in name for name in first_names())
    assert len(set(first_names())) == len(first_names())
