from typing import Any

import pytest
from django.template import Context, Template
from django.utils.translation import override


def render(source: str, language: str = "en", **facts: Any) -> str:
    with override(language):
        return Template("{% load charts %}" + source).render(Context(facts))


def test_the_parts_of_a_bar_fill_it() -> None:
    page = render("{% stacked_bar 1 1 2 %}")
    assert 'x="25.0" width="25.0"' in page
    assert 'x="50.0" width="50.0"' in page


def test_a_bar_says_its_figures() -> None:
    assert 'aria-label="25 % agree, 25 % disagree, 50 % pass"' in render("{% stacked_bar 1 1 2 %}")


def test_a_bar_without_votes_claims_nothing() -> None:
    page = render("{% stacked_bar 0 0 0 %}")
    assert "fill-rest" in page
    assert "fill-agree" not in page


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_drawings_never_write_a_number_as_a_language_does(language: str) -> None:
    drawn = render("{% stacked_bar 1 2 0 %}{% meter 1 3 'x' %}{% group_mark 'C' %}", language)
    assert 'width="33.33"' in drawn
    assert 'width="33,33"' not in drawn
    assert 'y="25.5"' in drawn


def test_a_meter_never_runs_over() -> None:
    assert 'width="100.0"' in render("{% meter 1500 1000 'Answers' %}")


def test_the_longest_bar_is_the_measure_of_the_others() -> None:
    page = render("{% bar_chart rows 'By commune' %}", rows=[("Jette", 5), ("Forest", 10)])
    assert 'width="50.0"' in page
    assert 'width="100.0"' in page


def test_a_bar_may_have_words_of_its_own() -> None:
    page = render("{% bar_chart rows 'x' %}", rows=[("Jette", 3, "fewer than 10")])
    assert "fewer than 10" in page


@pytest.mark.parametrize("letter", ["A", "B", "C", "D", "E"])
def test_every_group_has_a_shape_of_its_own(letter: str) -> None:
    page = render("{% group_mark letter %}", letter=letter)
    others = [render("{% group_mark x %}", x=other) for other in "ABCDE" if other != letter]
    assert page.split(' d="')[1].split('"')[0] not in "".join(others)
    assert f'aria-label="Group {letter}"' in page


def test_a_legend_names_every_group() -> None:
    page = render("{% legend groups %}", groups=[("A", "Trees first"), ("B", "Parking")])
    assert page.count("<li>") == 2
