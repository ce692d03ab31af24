"""Cards of a run, and which of them are chosen among in a phase."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from citizenspring.engines.rounds import Phase
from citizenspring.rounds.models import Card, Run

from .clock import Clock
from .methods import JUDGING, method_of

__all__ = [
    "ZERO",
    "answers_by",
    "answers_of",
    "ballot_of",
    "cards_of",
    "picks_of",
    "shown_cards",
    "source_keys",
    "value_of",
]

ZERO = "zero"
# Whose cards a table chooses among where the room does not choose together.
APART = frozenset({"pair", "four", "table"})
VALUES = {"dotted": "dots", "rated": "rating", "consented": "objection", "resisted": "resistance"}


def cards_of(run: Run) -> QuerySet[Card]:
    """Every card that its table did not take back and nobody has hidden."""
    return run.cards.filter(is_hidden=False).exclude(text="")


def shown_cards(run: Run, clock: Clock) -> QuerySet[Card]:
    """Those that the room may see: not yet what is shown at the end of a phase that runs."""
    shown = Q()
    for span in clock.spans:
        if span.is_planned or clock.has_ended(span.phase, span.turn):
            continue
        if method_of(run).phase(span.phase).reveal == "at the end":
            shown &= ~Q(phase=span.phase, turn=span.turn)
    return cards_of(run).filter(shown)


def picks_of(run: Run, phase: str, *, table: int | None = None) -> dict[tuple[int, int], list[str]]:
    """The last list of each table in each turn of a phase: (turn, table) to card keys."""
    rows = run.facts.filter(kind="picked", phase=phase)
    if table is not None:
        rows = rows.filter(table=table)
    found: dict[tuple[int, int], list[str]] = {}
    for turn, number, body in rows.order_by("at", "key").values_list("turn", "table", "body"):
        found[turn, number or 0] = body["cards"]
    return found


def _source(run: Run, phase: Phase) -> QuerySet[Card]:
    source = method_of(run).phase(phase.entry.of)
    if source.entry.kind != "picks":
        return cards_of(run).filter(phase=source.id)
    picked = {key for keys in picks_of(run, source.id).values() for key in keys}
    return cards_of(run).filter(key__in=picked)


def source_keys(run: Run, phase: Phase, asked: Collection[UUID]) -> set[UUID]:
    """Which of the cards asked may be chosen in a phase."""
    return set(_source(run, phase).filter(key__in=asked).values_list("key", flat=True))


def ballot_of(run: Run, phase: str, *, table: int | None = None) -> list[Card]:
    """The cards that are chosen among in a phase: of one table where tables choose apart."""
    found = method_of(run).phase(phase)
    if not found.entry.of:
        return []
    rows = _source(run, found)
    if table is not None and (found.mode in APART or found.entry.kind in {"picks", "amends"}):
        rows = rows.filter(table=table)
    return list(rows.order_by("table", "position", "id"))


def value_of(kind: str, body: dict[str, Any]) -> int | str:
    """What a judgment says: a number, or the words of an objection."""
    value: int | str = body[VALUES[kind]]
    return value


def answers_by(
    run: Run, voices: Collection[str], phase: str, turn: int
) -> dict[str, dict[str, int | str]]:
    """What each of some people has said in a turn of a phase, by her voice."""
    kind = JUDGING.get(method_of(run).phase(phase).entry.kind, "")
    rows = run.facts.filter(voice__in=voices, kind=kind, phase=phase, turn=turn)
    found: dict[str, dict[str, int | str]] = {voice: {} for voice in voices}
    for voice, card, body in rows.order_by("at", "key").values_list("voice", "card", "body"):
        found[voice][str(card) if card else ZERO] = value_of(kind, body)
    return found


def answers_of(run: Run, voice: str, phase: str, turn: int = 1) -> dict[str, int | str]:
    """What one person has said: card key (or ``zero``) to her last word."""
    return answers_by(run, [voice], phase, turn)[voice]
