"""What a turn of a phase came to, as pages show it: cards in their order, each with a bar."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from citizenspring.engines.rounds import Result

from .models import Run
from .queries import JUDGING, ZERO, Clock, method_of, results_of

__all__ = ["Bar", "bars_of", "newest_result"]


class Judgeable(Protocol):
    """What a page needs of a card that was judged."""

    @property
    def key(self) -> UUID: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True)
class Bar:
    """A card in a result; ``width`` is of 100. Without a text: that everything stays as it is."""

    place: int
    text: str
    language: str
    score: float
    voices: int
    width: float

    @property
    def count(self) -> int:
        """The score, where it counts dots, tables or people."""
        return round(self.score)

    @property
    def against(self) -> int:
        """Who objected, where the score counts consents."""
        return self.voices - self.count


def bars_of(result: Result, cards: Iterable[Judgeable], *, most: int) -> list[Bar]:
    """The first ``most`` places among cards that may be seen and of which somebody spoke."""
    known = {str(card.key): card for card in cards}
    seen = known.keys() | {ZERO}
    scores = [one for one in result.scores if one.card in seen and one.voices]
    highest = max((one.score for one in scores), default=0) or 1
    return [
        Bar(
            place=one.place,
            text=known[one.card].text if one.card in known else "",
            language=known[one.card].language if one.card in known else "",
            score=one.score,
            voices=one.voices,
            width=round(100 * one.score / highest, 2),
        )
        for one in scores[:most]
    ]


def newest_result(run: Run, clock: Clock) -> Result | None:
    """Of the last turn in which something was judged or picked, and that may be seen."""
    method = method_of(run)
    for span in reversed(clock.spans):
        if span.is_planned or method.phase(span.phase).entry.kind not in {*JUDGING, "picks"}:
            continue
        found = results_of(run, span.phase, span.turn, clock=clock)
        if found is not None:
            return found
    return None
