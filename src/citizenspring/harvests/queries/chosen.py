"""What the room chose: the first places of each vote of the day, with their scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.cache import cache

from citizenspring.engines.rounds import Result
from citizenspring.engines.rounds.result import Scored
from citizenspring.gatherings.models import Gathering
from citizenspring.rounds.models import Run
from citizenspring.rounds.queries import JUDGING, method_of, outcome_of
from citizenspring.rounds.scores import Bar, bars_of

from .harvest import public_cards

__all__ = ["Chosen", "chosen_in"]

FIRST = 10
KEPT = 24 * 3600


@dataclass(frozen=True)
class Chosen:
    """One vote of the room: the part of the day, how it was voted, and the first places."""

    name: Mapping[str, str]
    kind: str
    bars: list[Bar]


def chosen_in(gathering: Gathering) -> list[Chosen]:
    """Every vote of the runs that have ended, in the order of the day."""
    runs = gathering.runs.filter(ended_at__isnull=False).order_by("number")
    return [one for run in runs for one in _chosen(run)]


def _chosen(run: Run) -> list[Chosen]:
    results = _results(run)
    keys = {UUID(one.card) for result in results for one in result.scores if one.card != "zero"}
    cards = list(public_cards(run.gathering).filter(run=run, key__in=keys))
    found = []
    for result in results:
        name = method_of(run).phase(result.phase).name
        bars = bars_of(result, cards, most=FIRST)
        found.append(Chosen(name, result.kind, bars))
    return [one for one in found if one.bars]


def _results(run: Run) -> list[Result]:
    """A run that has ended is counted once; what it came to is fixed by its digest."""
    key = f"chosen:{run.pk}:{run.digest}"
    told = cache.get(key)
    if told is None:
        told = [_first(one) for one in outcome_of(run).results if one.kind in JUDGING]
        cache.set(key, told, KEPT)
    return [_read(one) for one in told]


def _first(result: Result) -> dict[str, Any]:
    scores = [(one.card, one.place, one.score, one.voices) for one in result.scores[:FIRST]]
    return {"phase": result.phase, "turn": result.turn, "kind": result.kind, "scores": scores}


def _read(told: dict[str, Any]) -> Result:
    scores = tuple(Scored(*one) for one in told["scores"])
    return Result(told["phase"], told["turn"], told["kind"], scores)
