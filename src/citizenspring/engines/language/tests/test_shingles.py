"""Copies of a text are found, and its opposite is not one."""

import time

from citizenspring.engines.language import NEAR_IDENTICAL, near_identical, resemblance, shingles


def test_case_digits_signs_and_blanks_do_not_matter() -> None:
    assert near_identical("Buy my benches now!", ["BUY  MY benches, now 4711"]) == [0]


def test_an_opposite_is_no_copy() -> None:
    pairs = [
        ("More trees in every street.", "Less trees in every street."),
        ("Plus de voitures dans le centre.", "Moins de voitures dans le centre."),
        ("Meer parkeerplaatsen in de buurt.", "Minder parkeerplaatsen in de buurt."),
    ]
    for one, other in pairs:
        assert resemblance(shingles(one), shingles(other)) < NEAR_IDENTICAL


def test_a_text_without_letters_is_like_nothing() -> None:
    assert near_identical("!!! 42", ["!!! 42", ""]) == []


def test_other_scripts_are_read_too() -> None:
    assert near_identical("مزيد من الأشجار ١٢", ["مزيد من الأشجار"]) == [0]


def test_four_hundred_texts_are_compared_at_once() -> None:
    among = [
        f"The mayor must leave at once, it is a shame for our city, number {n}" for n in range(400)
    ]
    started = time.process_time()
    assert len(near_identical(among[0], among)) == 400
    assert time.process_time() - started < 2
