"""What the wall of the room shows at one moment; nothing in it tells who anybody is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from citizenspring.engines.rounds import Phase, Result
from citizenspring.gatherings.models import Arrival, Gathering
from citizenspring.harvests.models import Grouping
from citizenspring.rounds.clockface import Spoken, in_one
from citizenspring.rounds.models import Run
from citizenspring.rounds.queries import (
    JUDGING,
    Clock,
    clock_of,
    method_of,
    run_of,
    shown_cards,
    voted_count,
)
from citizenspring.rounds.scores import Bar, bars_of, newest_result

from .themes import Shown, ThemeShown, themes_of

__all__ = ["VIEWS", "Voting", "Wall", "wall_of"]

# What the organiser may put on the wall instead of what fits the phase.
VIEWS = "themes", "results", "clock"
MOST_BARS, MOST_THEMES = 8, 12
PARTS = "pk", "key", "table", "text", "language"
SIZES = 6
Words = list[dict[str, Any]]


@dataclass(frozen=True)
class Voting:
    """How many in the room have voted, of those who may."""

    voted: int
    present: int

    @property
    def width(self) -> float:
        return round(100 * min(1.0, self.voted / self.present), 2) if self.present else 0.0


@dataclass(frozen=True)
class Wall:
    """All that the wall shows; ``view`` is what its largest part is about."""

    gathering: Gathering
    run: Run | None = None
    clock: Clock | None = None
    view: str = "before"
    themes: list[ThemeShown] = field(default_factory=list)
    more_themes: int = 0
    cloud: Words = field(default_factory=list)
    tables: list[tuple[int, int]] = field(default_factory=list)
    cards: int = 0
    voting: Voting | None = None
    result: Result | None = None
    bars: list[Bar] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The run that has begun; a page of another one, or of none, is behind."""
        return str(self.run.pk) if self.run and self.clock else ""

    @property
    def result_name(self) -> Spoken | None:
        """What the phase of the result is called."""
        if self.run is None or self.result is None:
            return None
        return in_one(method_of(self.run).phase(self.result.phase).name)

    @property
    def phase(self) -> Phase | None:
        return self.clock.phase if self.clock else None

    @property
    def tables_with_cards(self) -> int:
        return sum(level > 0 for _number, level in self.tables)


def wall_of(gathering: Gathering, *, show: str = "") -> Wall:
    """The wall now; ``show`` asks for one of `VIEWS` where there is something in it."""
    run = run_of(gathering)
    if run is None or run.started_at is None:
        return Wall(gathering, run)
    clock = clock_of(run)
    cards: list[Shown] = list(shown_cards(run, clock).values_list(*PARTS, named=True))
    themes, count = themes_of(run, cards, most=MOST_THEMES)
    result = newest_result(run, clock)
    phase = clock.phase
    is_vote = phase is not None and phase.entry.kind in JUDGING
    return Wall(
        gathering,
        run,
        clock,
        view=show if show in VIEWS else _view(clock, result, has_cards=bool(cards)),
        themes=themes,
        more_themes=count - len(themes),
        cloud=_cloud(run, cards),
        tables=_tables(gathering, cards),
        cards=len(cards),
        voting=_voting(run, clock) if is_vote else None,
        result=result,
        bars=bars_of(result, cards, most=MOST_BARS) if result else [],
    )


def _view(clock: Clock, result: Result | None, *, has_cards: bool) -> str:
    """What fits the phase: votes while they are given, results until the next cards."""
    kind = clock.phase.entry.kind if clock.phase else ""
    if kind in JUDGING:
        return "voting"
    if kind in {"cards", "amends", "picks"}:
        return "themes"
    if result is not None and result.scores:
        return "results"
    return "themes" if has_cards else "clock"


def _voting(run: Run, clock: Clock) -> Voting:
    phase = clock.phase
    present = Arrival.objects.filter(
        gathering=run.gathering_id, left_at=None, registration__has_vote=True
    )
    voted = voted_count(run, phase.id, clock.turn) if phase else 0
    return Voting(voted, present.count())


def _cloud(run: Run, cards: Iterable[Shown]) -> Words:
    """Words of the themes, each with one of six sizes; only words of cards that may be seen."""
    grouping = Grouping.objects.filter(run=run).first()
    if grouping is None or not grouping.cloud:
        return []
    said = " ".join(card.text for card in cards).casefold()
    words = [word for word in grouping.cloud if word["word"].casefold() in said]
    most = max((word["cards"] for word in words), default=1)
    for word in words:
        word["size"] = max(1, round(SIZES * (word["cards"] / most) ** 0.5))
    return sorted(words, key=lambda word: word["word"].casefold())


def _tables(gathering: Gathering, cards: Iterable[Shown]) -> list[tuple[int, int]]:
    """Each table with a level from 0 (no card) to 4, by how many cards it has."""
    count = Counter(card.table for card in cards)
    numbers = set(gathering.tables.values_list("number", flat=True)) | count.keys()
    most = max(count.values(), default=1)
    return [(number, -(-4 * count[number] // most)) for number in sorted(numbers)]
