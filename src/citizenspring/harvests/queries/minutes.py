"""The minutes: who met, how they worked, and everything they wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citizenspring.engines.rounds import Method
from citizenspring.gatherings.models import Gathering, NextStep
from citizenspring.harvests.models import Harvest, Theme
from citizenspring.rounds.models import Card, Run
from citizenspring.rounds.queries import method_of

from .chosen import Chosen, chosen_in
from .harvest import Figures, figures_of, published_cards, theme_rows

__all__ = ["Minutes", "RunPart", "minutes_of"]


@dataclass(frozen=True)
class RunPart:
    """One method of the day."""

    run: Run
    method: Method

    @property
    def name(self) -> Mapping[str, str]:
        return self.method.name

    @property
    def phases(self) -> list[tuple[Mapping[str, str], int]]:
        return [(phase.name, round(phase.seconds / 60)) for phase in self.method.phases]


@dataclass(frozen=True)
class Minutes:
    """Everything that the minutes say; ``loose`` are cards in no theme."""

    harvest: Harvest
    gathering: Gathering
    came: int
    laid: int
    figures: Figures
    runs: list[RunPart]
    chosen: list[Chosen]
    themes: list[tuple[Theme, list[Card]]]
    loose: list[Card]
    next_steps: Sequence[NextStep]


def minutes_of(harvest: Harvest) -> Minutes:
    gathering = harvest.gathering
    by_theme: dict[object, list[Card]] = {}
    for card in published_cards(gathering):
        place = getattr(card, "grouped", None)
        by_theme.setdefault(place.theme_id if place else None, []).append(card)
    themes = [(theme, by_theme.pop(theme.pk, [])) for theme in theme_rows(gathering)]
    loose = [card for cards in by_theme.values() for card in cards]
    return Minutes(
        harvest=harvest,
        gathering=gathering,
        came=gathering.arrivals.count(),
        laid=gathering.tables.count(),
        figures=figures_of(gathering),
        runs=[
            RunPart(run, method_of(run))
            for run in gathering.runs.filter(started_at__isnull=False).order_by("number")
        ],
        chosen=chosen_in(gathering),
        themes=themes,
        loose=loose,
        next_steps=list(gathering.next_steps.all()),
    )
