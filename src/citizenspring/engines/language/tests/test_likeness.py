import numpy as np
import pytest

from citizenspring.engines.language import NEAR_DUPLICATE, embed, near_duplicates, nearest
from citizenspring.engines.language.tests.corpus import LANGUAGES_OF, SAYS, vectors


@pytest.mark.slow
def test_pairs_that_are_found_say_the_same_in_99_of_100() -> None:
    pairs = near_duplicates(vectors())
    right = [SAYS[one] == SAYS[other] for one, other, _ in pairs]
    assert sum(right) / len(right) >= 0.985


def test_two_thirds_of_the_pairs_that_say_the_same_are_found() -> None:
    pairs = near_duplicates(vectors())
    right = sum(SAYS[one] == SAYS[other] for one, other, _ in pairs)
    every = sum(SAYS[:at].count(what) for at, what in enumerate(SAYS))
    assert right / every >= 0.65


@pytest.mark.parametrize("language", ["fr", "nl", "en", "tr", "ar", "es"])
def test_the_closest_text_in_another_language_says_the_same(language: str) -> None:
    known = vectors()
    others = [at for at, each in enumerate(LANGUAGES_OF) if each != language]
    mine = [at for at, each in enumerate(LANGUAGES_OF) if each == language]
    found = [nearest(known[at], known[others], count=1, at_least=0)[0].index for at in mine]
    right = [SAYS[others[it]] == SAYS[at] for at, it in zip(mine, found, strict=True)]
    assert sum(right) / len(right) >= 0.9


def test_nearest_gives_the_closest_first_and_plain_numbers() -> None:
    found = nearest(vectors()[0], vectors(), count=3)
    assert found[0].index == 0
    assert [each.likeness for each in found] == sorted(
        (each.likeness for each in found), reverse=True
    )
    assert type(found[0].likeness) is float


def test_equal_texts_are_named_once_each_by_place() -> None:
    pairs = near_duplicates(embed(["Meer bomen."] * 3))
    assert [(one, other) for one, other, _ in pairs] == [(0, 1), (0, 2), (1, 2)]


def test_a_text_without_words_duplicates_nothing() -> None:
    assert not near_duplicates(embed(["", "", "?"]))


def test_nothing_to_search_finds_nothing() -> None:
    assert nearest(embed(["Trees."])[0], embed([])) == []


def test_unrelated_texts_stay_below_the_mark() -> None:
    one, other = embed(["Il faut plus d'arbres.", "De bus rijdt 's nachts niet."])
    assert float(np.dot(one, other)) < NEAR_DUPLICATE
