"""The words of a run that the wall shows largest: those that name its themes."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from citizenspring.rounds.models import Card

from .arranging import Arranged

__all__ = ["cloud_of"]

MOST_WORDS = 24
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def cloud_of(found: Sequence[Arranged], cards: Sequence[Card]) -> list[dict[str, Any]]:
    """Words that name themes, with the number of cards that have them, and their language.

    Only these: the words used most everywhere are articles and prepositions, in any language.
    """
    spelt = {word.casefold(): word for one in found for word in one.words}
    count: Counter[str] = Counter()
    languages: dict[str, Counter[str]] = {word: Counter() for word in spelt}
    for card in cards:
        for word in {word.casefold() for word in _WORD.findall(card.text)} & spelt.keys():
            count[word] += 1
            languages[word][card.language] += 1
    best = sorted(count, key=lambda word: (-count[word], word))[:MOST_WORDS]
    return [
        {"word": spelt[word], "cards": count[word], "language": _most(languages[word])}
        for word in best
    ]


def _most(languages: Counter[str]) -> str:
    return min(languages, key=lambda each: (-languages[each], each))
