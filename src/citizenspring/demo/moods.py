"""The demo's mood checks as they were written, and the people who answer them, all invented."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from citizenspring.city.models import Territory
from citizenspring.engines.seeds import Stream
from citizenspring.mood.services import Invented

from .content import LANGUAGES, Texts

__all__ = ["MoodContent", "all_moods", "crowd_of"]

T = TypeVar("T")
FILE = Path(__file__).parent / "content" / "moods.toml"
SEED = "citizen-spring-moods"
AGES = ("under_18",) * 2 + ("18_64",) * 14 + ("65_plus",) * 3 + ("",)


@dataclass(frozen=True)
class MoodContent:
    """Chances of each answer in percent; ``words`` are what people write, by language."""

    process: str
    title: Texts
    introduction: Texts
    if_met: Texts
    if_missed: Texts
    opens: int
    closes: int
    answers: int
    target: int
    each_commune: int
    communes: int
    city_share: int
    outside: int
    asks_age: bool
    mood: list[int]
    rung: list[int]
    choice: list[int]
    words_every: int
    choice_text: Texts
    options: list[Texts]
    words: dict[str, list[str]]


@lru_cache(maxsize=1)
def all_moods() -> tuple[MoodContent, ...]:
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    asked, words = found["choice"], found["words"]
    return tuple(
        MoodContent(
            **one,
            choice_text=asked["text"],
            options=asked["options"] if one["choice"] else [],
            words=words[one["process"]],
        )
        for one in found["mood"]
    )


def crowd_of(
    content: MoodContent, homes: list[Territory], first: datetime, last: datetime
) -> Iterator[Invented]:
    """Each answer with its day: more at the beginning than later, as campaigns go."""
    stream = Stream(SEED, content.title["en"])
    weighted = [home for home in homes for _ in range(max(1, (home.population or 0) // 10_000))]
    span = last - first
    for number in range(content.answers):
        language = _one_of(stream, (62, 21, 17), LANGUAGES)
        said = {1: _chosen(stream, content.mood), 3: _chosen(stream, content.rung)}
        if content.choice:
            said[4] = _chosen(stream, content.choice)
        written = content.words[language]
        words = None
        if number % content.words_every == 0:
            words = {2: written[stream.below(len(written))]}
        yield Invented(
            said,
            None if stream.below(100) < content.outside else weighted[stream.below(len(weighted))],
            first + _share(stream, span),
            language,
            AGES[stream.below(len(AGES))] if content.asks_age else "",
            words,
        )


def _chosen(stream: Stream, chances: list[int]) -> int:
    """A number from 1, as likely as its percent."""
    return _one_of(stream, chances, range(1, len(chances) + 1))


def _one_of(stream: Stream, chances: Sequence[int], things: Sequence[T]) -> T:
    rest = stream.below(sum(chances))
    for thing, chance in zip(things, chances, strict=True):
        if rest < chance:
            return thing
        rest -= chance
    raise AssertionError


def _share(stream: Stream, span: timedelta) -> timedelta:
    at = stream.below(1000) / 1000
    return span * (0.6 * at + 0.4 * at * at)
