"""What came of a gathering, worked out anew from its facts: anybody can do it again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from citizenspring.engines.rounds.clock import Span, spans_of
from citizenspring.engines.rounds.events import Card, Consented, Judged, Picked, Spoke
from citizenspring.engines.rounds.judging import judged
from citizenspring.engines.rounds.result import Kept, Refused, Result

if TYPE_CHECKING:
    from collections.abc import Iterable

    from citizenspring.engines.rounds.definition import Method, Phase
    from citizenspring.engines.rounds.events import Event

__all__ = ["Outcome", "recount"]


@dataclass(frozen=True)
class Outcome:
    """Cards, results and what could not be counted.

    Attributes
    ----------
    method : str
    spans : tuple of Span
    cards : tuple of Kept
        Every card in the order of its phase, table and id; none is ever dropped.
    results : tuple of Result
        One for each turn of a phase in which something was judged, picked or spoken.
    refused : tuple of Refused
    """

    method: str
    spans: tuple[Span, ...]
    cards: tuple[Kept, ...]
    results: tuple[Result, ...]
    refused: tuple[Refused, ...] = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of cards and results: the same facts give the same, in any order."""
        said = {
            "method": self.method,
            "cards": [asdict(card) for card in self.cards],
            "results": [asdict(result) for result in self.results],
        }
        return _digest(said)

    @property
    def results_digest(self) -> str:
        """SHA-256 of the results alone: the words of a card do not matter to it."""
        return _digest([asdict(result) for result in self.results])

    def result(self, phase: str, turn: int = 1) -> Result:
        """Return what a turn of a phase came to.

        Raises
        ------
        KeyError
            When nothing was judged there.
        """
        for result in self.results:
            if (result.phase, result.turn) == (phase, turn):
                return result
        raise KeyError(phase)


def _digest(said: object) -> str:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def recount(method: Method, events: Iterable[Event]) -> Outcome:
    """Work out everything from the facts.

    Parameters
    ----------
    method : Method
    events : iterable of Event
        In any order; one that came twice counts once.

    Returns
    -------
    Outcome

    Examples
    --------
    >>> from citizenspring.engines.rounds import rehearse, shipped
    >>> rehearsal = rehearse(shipped("dot-voting"), people=27, seed="spring")
    >>> again = recount(shipped("dot-voting"), reversed(rehearsal.events))
    >>> again.digest == rehearsal.outcome.digest
    True
    """
    return _Count(method, events).outcome()


class _Count:
    def __init__(self, method: Method, events: Iterable[Event]) -> None:
        self.method = method
        once: dict[str, Event] = {}
        # Of two facts under one id the earlier counts, whichever of them is read first.
        for event in sorted(events, key=lambda event: (event.at, event.id, repr(event))):
            once.setdefault(event.id, event)
        self.events = list(once.values())
        self.written = {event.card for event in self.events if isinstance(event, Card)}
        self.spans = spans_of(method, self.events, objects=self._has_objection)
        self.at = {(span.phase, span.turn): span for span in self.spans}
        self.refused: list[Refused] = []

    def outcome(self) -> Outcome:
        self._refuse_strangers()
        cards = self._cards()
        results: list[Result] = []
        for span in self.spans:
            phase = self.method.phase(span.phase)
            if phase.entry.kind not in {"none", "cards", "amends"}:
                results.append(self._result(phase, span, cards, results))
        refused = tuple(sorted(self.refused, key=lambda one: one.event))
        return Outcome(self.method.id, self.spans, cards, tuple(results), refused)

    def _has_objection(self, span: Span) -> bool:
        last: dict[tuple[str, str], str] = {}
        for event in self.events:
            if not isinstance(event, Consented) or event.at > span.ends:
                continue
            if (event.phase, event.turn) == (span.phase, span.turn) and event.card in self.written:
                last[event.by, event.card] = event.objection.strip()
        return any(last.values())

    def _refuse_strangers(self) -> None:
        for event in self.events:
            if isinstance(event, (Card, Picked, Judged, Spoke)):
                span = self.at.get((event.phase, event.turn))
                if span is None:
                    self.refused.append(Refused(event.id, "the phase did not run"))

    def _cards(self) -> tuple[Kept, ...]:
        latest: dict[str, Card] = {}
        late: set[str] = set()
        for event in self.events:
            span = self._span_of(event)
            if isinstance(event, Card) and span is not None:
                first = latest.get(event.card, event)
                if why := self._why_not(event, first):
                    self.refused.append(Refused(event.id, why))
                    continue
                # A card stays with the table and the phase in which it was first written.
                latest[event.card] = replace(event, phase=first.phase, table=first.table)
                if event.at > span.ends:
                    late.add(event.card)
        kept = [self._kept(card, late) for card in latest.values() if card.text]
        return self._in_order(kept)

    def _why_not(self, event: Card, first: Card) -> str:
        entry = self.method.phase(event.phase).entry
        if entry.kind == "amends":
            known = event is not first and first.phase == entry.of
            return "" if known else "there is no such card to amend"
        if entry.kind != "cards":
            return "this phase does not ask for it"
        same = (event.table, event.phase) == (first.table, first.phase)
        return "" if same else "the card is another table's"

    def _span_of(self, event: Event) -> Span | None:
        phase, turn = getattr(event, "phase", ""), getattr(event, "turn", 0)
        return self.at.get((phase, turn))

    def _kept(self, card: Card, late: set[str]) -> Kept:
        phase = self.method.phase(card.phase)
        return Kept(
            id=card.card,
            phase=card.phase,
            table=card.table,
            kind=phase.entry.card,
            text=card.text,
            language=card.language,
            theme=card.theme,
            is_late=card.card in late,
        )

    def _in_order(self, cards: list[Kept]) -> tuple[Kept, ...]:
        order = {phase.id: place for place, phase in enumerate(self.method.phases)}
        cards.sort(key=lambda card: (order[card.phase], card.table, card.id))
        return tuple(cards)

    def _result(
        self, phase: Phase, span: Span, cards: tuple[Kept, ...], before: list[Result]
    ) -> Result:
        mine = [event for event in self.events if self._span_of(event) == span]
        in_time = []
        for event in mine:
            if event.at > span.ends and not isinstance(event, (Card, Spoke)):
                self.refused.append(Refused(event.id, "it came after the end"))
            else:
                in_time.append(event)
        source = self._source(phase, cards, before)
        result, refused = judged(phase, span.turn, in_time, source)
        self.refused.extend(refused)
        return result

    def _source(self, phase: Phase, cards: tuple[Kept, ...], before: list[Result]) -> list[str]:
        """Ids of the cards that may be judged in a phase."""
        if not phase.entry.of:
            return []
        source = self.method.phase(phase.entry.of)
        if source.entry.kind == "picks":
            picked = {one.card for each in before if each.phase == source.id for one in each.scores}
            return sorted(picked)
        return [card.id for card in cards if card.phase == source.id]
