"""Forty civic statements, each in six languages, and thirty more ways to say some of them."""

import json
from functools import cache
from pathlib import Path

from citizenspring.engines.language import Vectors, embed

HERE = Path(__file__).parent


def load() -> tuple[list[str], list[int], list[str]]:
    """Texts, what each of them says, and its language."""
    statements = json.loads((HERE / "statements.json").read_text(encoding="utf-8"))
    paraphrases = json.loads((HERE / "paraphrases.json").read_text(encoding="utf-8"))
    rows = [
        (text, at, language)
        for at, each in enumerate(statements)
        for language, text in each.items()
    ]
    rows += [(text, at, language) for language, text, at in paraphrases]
    texts, says, languages = zip(*rows, strict=True)
    return list(texts), list(says), list(languages)


TEXTS, SAYS, LANGUAGES_OF = load()


@cache
def vectors() -> Vectors:
    """The vectors of all texts, made once."""
    return embed(TEXTS)
