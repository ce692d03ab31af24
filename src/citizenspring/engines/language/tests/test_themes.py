from collections import Counter

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.language import embed, find_themes, name_theme
from citizenspring.engines.language.tests.corpus import LANGUAGES_OF, SAYS, TEXTS, vectors


@pytest.mark.slow
def test_themes_bring_together_what_says_the_same_in_any_language() -> None:
    themes = find_themes(TEXTS, vectors())
    alike = sum(max(Counter(SAYS[at] for at in theme.members).values()) for theme in themes)
    assert alike / sum(len(theme.members) for theme in themes) >= 0.8
    assert 30 <= len(themes) <= 45


@pytest.mark.slow
def test_words_of_a_theme_stand_in_its_texts() -> None:
    for theme in find_themes(TEXTS, vectors()):
        written = " ".join(TEXTS[at] for at in theme.members)
        assert theme.words
        assert all(word in written for word in theme.words)


@pytest.mark.slow
def test_a_theme_is_named_by_what_it_is_about() -> None:
    texts = [TEXTS[at] for at in range(240) if LANGUAGES_OF[at] == "fr"]
    themes = find_themes(texts, closeness=0.3)
    words = {word for theme in themes for word in theme.words}
    assert {"stationnement", "loyers", "police"} <= words
    assert not words & {"les", "des", "pour", "dans", "faut"}


@pytest.mark.slow
def test_a_theme_is_named_in_one_language_from_its_texts_in_it() -> None:
    theme = find_themes(TEXTS, vectors())[0]
    middle = vectors()[list(theme.members)].mean(axis=0)
    dutch = [at for at in theme.members if LANGUAGES_OF[at] == "nl"]
    written = " ".join(TEXTS[at] for at in dutch)
    assert all(word in written for word in name_theme(TEXTS, dutch, middle))


@pytest.mark.slow
def test_the_same_texts_give_the_same_themes() -> None:
    assert find_themes(TEXTS, vectors()) == find_themes(TEXTS, vectors())


def test_the_most_typical_text_stands_first() -> None:
    texts = ["More trees.", "More trees in our street.", "More trees in our streets, for shade!"]
    (theme,) = find_themes(texts)
    assert set(theme.members) == {0, 1, 2}
    assert theme.members[0] == 1


@pytest.mark.parametrize("texts", [[], ["Only one."], ["", "?"]])
def test_too_little_gives_no_theme(texts: list[str]) -> None:
    assert find_themes(texts) == []


def test_one_theme_of_one_text_where_that_is_asked_for() -> None:
    assert [theme.members for theme in find_themes(["Only one."], at_least=1)] == [(0,)]


def test_vectors_of_other_texts_are_refused() -> None:
    with pytest.raises(BadInput, match="1 vectors for 2 texts"):
        find_themes(["One.", "Two."], embed(["One."]))


@pytest.mark.slow
def test_more_texts_than_can_be_paired_still_find_their_theme() -> None:
    texts = TEXTS * 25
    themes = find_themes(texts, vectors()[[*range(len(TEXTS))] * 25])
    assert sum(len(theme.members) for theme in themes) > 0.95 * len(texts)
