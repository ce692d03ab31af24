"""Counting what people said of cards: picks, dots, ratings, consent and resistance."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import fmean
from typing import TYPE_CHECKING

from citizenspring.engines.ranking import rank_by_resistance
from citizenspring.engines.ranking.consensing import STRONGEST, ZERO
from citizenspring.engines.rounds.events import (
    Consented,
    Dotted,
    Judged,
    Picked,
    Rated,
    Resisted,
    Spoke,
)
from citizenspring.engines.rounds.result import Objection, Refused, Result, Scored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from citizenspring.engines.rounds.definition import Entry, Phase
    from citizenspring.engines.rounds.events import Event

__all__ = ["judged"]

# Of each person (or table): card to value, the last word of each.
Said = dict[str, dict[str, int]]


def judged(
    phase: Phase, turn: int, events: Sequence[Event], source: Sequence[str]
) -> tuple[Result, list[Refused]]:
    """Count one turn of a phase.

    Parameters
    ----------
    phase : Phase
    turn : int
    events : sequence of Event
        Those of this turn, in time, oldest first.
    source : sequence of str
        Cards that may be judged.

    Returns
    -------
    tuple of Result and list of Refused
    """
    refused: list[Refused] = []
    fitting = _fitting(phase.entry, events, set(source), refused)
    result = _COUNTS[phase.entry.kind](phase, turn, fitting, source, refused)
    return result, refused


def _fitting(
    entry: Entry, events: Sequence[Event], source: set[str], refused: list[Refused]
) -> list[Event]:
    kind = _KINDS[entry.kind]
    zero = {ZERO} if entry.kind == "resistance" else set()
    found = []
    for event in events:
        if not isinstance(event, kind):
            refused.append(Refused(event.id, "this phase does not ask for it"))
        elif isinstance(event, Judged) and event.card not in source | zero:
            refused.append(Refused(event.id, "there is no such card to judge"))
        elif isinstance(event, Picked) and not set(event.cards) <= source:
            refused.append(Refused(event.id, "there is no such card to pick"))
        else:
            found.append(event)
    return found


def _placed(scores: Mapping[str, float], voices: Mapping[str, int]) -> tuple[Scored, ...]:
    """The best first; equal scores share a place."""
    order = sorted(scores, key=lambda card: (-scores[card], card))
    found: list[Scored] = []
    for number, card in enumerate(order, 1):
        same = found and found[-1].score == scores[card]
        place = found[-1].place if same else number
        found.append(Scored(card, place, scores[card], voices.get(card, 0)))
    return tuple(found)


def _picks(
    phase: Phase, turn: int, events: list[Event], _source: Sequence[str], refused: list[Refused]
) -> Result:
    last: dict[str, tuple[str, ...]] = {}
    for event in events:
        if isinstance(event, Picked) and len(set(event.cards)) <= phase.entry.most:
            last[event.table] = event.cards
        else:
            refused.append(Refused(event.id, f"a table picks at most {phase.entry.most}"))
    counted = Counter(card for cards in last.values() for card in set(cards))
    scores = {card: float(count) for card, count in counted.items()}
    return Result(phase.id, turn, "picks", _placed(scores, counted))


def _dots(
    phase: Phase, turn: int, events: list[Event], source: Sequence[str], refused: list[Refused]
) -> Result:
    entry = phase.entry
    given: Said = defaultdict(dict)
    for event in events:
        if isinstance(event, Dotted):
            mine = {**given[event.by], event.card: event.dots}
            if not 0 <= event.dots <= entry.most_on_one or sum(mine.values()) > entry.most:
                why = f"a person has {entry.most} dots, {entry.most_on_one} for one card"
                refused.append(Refused(event.id, why))
            else:
                given[event.by] = mine
    return Result(phase.id, turn, "dots", _summed(given, source))


def _summed(given: Said, source: Sequence[str]) -> tuple[Scored, ...]:
    scores = dict.fromkeys(source, 0.0)
    voices: Counter[str] = Counter()
    for said in given.values():
        for card, value in said.items():
            scores[card] += value
            voices[card] += value > 0
    return _placed(scores, voices)


def _ratings(
    phase: Phase, turn: int, events: list[Event], source: Sequence[str], refused: list[Refused]
) -> Result:
    given = _last(
        events,
        lambda event: event.rating if isinstance(event, Rated) else 0,
        range(1, phase.entry.highest + 1),
        refused,
    )
    heard: dict[str, list[int]] = {card: [] for card in source}
    for said in given.values():
        for card, value in said.items():
            heard[card].append(value)
    # A card that nobody rated says nothing, and stands last.
    scores = {card: fmean(values) if values else 0.0 for card, values in heard.items()}
    voices = {card: len(values) for card, values in heard.items()}
    return Result(phase.id, turn, "ratings", _placed(scores, voices))


def _last(
    events: Iterable[Event],
    value_of: Callable[[Event], int],
    allowed: range,
    refused: list[Refused],
) -> Said:
    given: Said = defaultdict(dict)
    for event in events:
        value = value_of(event)
        if value not in allowed:
            why = f"it is {value}, and {allowed.start} to {allowed.stop - 1} may be said"
            refused.append(Refused(event.id, why))
        elif isinstance(event, Judged):
            given[event.by][event.card] = value
    return given


def _consent(
    phase: Phase, turn: int, events: list[Event], source: Sequence[str], _refused: list[Refused]
) -> Result:
    last: dict[tuple[str, str], str] = {}
    for event in events:
        if isinstance(event, Consented):
            last[event.card, event.by] = event.objection.strip()
    objections = sorted((card, reason) for (card, _by), reason in last.items() if reason)
    voices = Counter(card for card, _by in last)
    against = Counter(card for card, _reason in objections)
    scores = {card: float(voices[card] - against[card]) for card in source}
    said = tuple(Objection(card, reason) for card, reason in objections)
    return Result(phase.id, turn, "consent", _placed(scores, voices), said)


def _resistance(
    phase: Phase, turn: int, events: list[Event], source: Sequence[str], refused: list[Refused]
) -> Result:
    given = _last(
        events,
        lambda event: event.resistance if isinstance(event, Resisted) else -1,
        range(STRONGEST + 1),
        refused,
    )
    ranking = rank_by_resistance(given, options=source)
    voices = Counter(card for said in given.values() for card in said)
    scores = tuple(
        Scored(str(one.option), one.rank, float(one.score), voices[str(one.option)])
        for one in ranking.places
    )
    return Result(phase.id, turn, "resistance", scores)


def _speaking(
    phase: Phase, turn: int, events: list[Event], _source: Sequence[str], _refused: list[Refused]
) -> Result:
    spoken: dict[str, float] = defaultdict(float)
    for event in events:
        if isinstance(event, Spoke):
            spoken[event.table] += event.seconds
    return Result(phase.id, turn, "speaking", spoken=dict(sorted(spoken.items())))


_COUNTS = {
    "picks": _picks,
    "dots": _dots,
    "ratings": _ratings,
    "consent": _consent,
    "resistance": _resistance,
    "speaking": _speaking,
}
_KINDS: dict[str, type] = {
    "picks": Picked,
    "dots": Dotted,
    "ratings": Rated,
    "consent": Consented,
    "resistance": Resisted,
    "speaking": Spoke,
}
