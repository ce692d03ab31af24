import numpy as np
import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.language import DIMENSIONS, MAX_CHARACTERS, embed


def test_every_text_has_a_vector_of_length_one() -> None:
    vectors = embed(["Plus d'arbres.", "مزيد من الأشجار", "Meer bomen."])
    assert vectors.shape == (3, DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ["", "   ", "?!…", "🌳🌳", "\u200b"])
def test_a_text_without_words_is_like_nothing(text: str) -> None:
    assert not embed([text]).any()


def test_no_text_gives_no_vector() -> None:
    assert embed([]).shape == (0, DIMENSIONS)


def test_the_company_of_other_texts_changes_nothing() -> None:
    together = embed(["Plus d'arbres.", "Meer bomen.", "Trees."])
    alone = np.concatenate([embed([text]) for text in ["Plus d'arbres.", "Meer bomen.", "Trees."]])
    assert np.allclose(together, alone, atol=1e-5)


def test_a_very_long_text_is_read_up_to_its_limit() -> None:
    words = "arbre " * MAX_CHARACTERS
    assert np.array_equal(embed([words]), embed([words[:MAX_CHARACTERS]]))


def test_one_string_is_refused() -> None:
    with pytest.raises(BadInput, match="a list of texts"):
        embed("Plus d'arbres.")
