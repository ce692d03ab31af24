"""A rehearsal in words for the command line, and as plain data for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citizenspring.engines.rounds.definition import Method
    from citizenspring.engines.rounds.outcome import Outcome
    from citizenspring.engines.rounds.result import Result

__all__ = ["describe", "to_dict"]

SHOWN = 3
_SAID = {
    "picks": "tables",
    "dots": "dots",
    "ratings": "on average",
    "consent": "consent",
    "resistance": "resistance",
}


def describe(method: Method, outcome: Outcome, *, language: str = "en") -> str:
    """Return what happened, phase by phase.

    Examples
    --------
    >>> from citizenspring.engines.rounds import rehearse, shipped
    >>> method = shipped("dot-voting")
    >>> print(describe(method, rehearse(method, people=9).outcome).splitlines()[0])
    Dot voting: 3 phases, 20 minutes
    """
    name = method.name.get(language) or next(iter(method.name.values()))
    minutes = round(method.seconds / 60)
    lines = [f"{name}: {len(method.phases)} phases, {minutes} minutes"]
    results = {(result.phase, result.turn): result for result in outcome.results}
    for span in outcome.spans:
        phase = method.phase(span.phase)
        title = phase.name.get(language) or phase.id
        turn = f", turn {span.turn}" if span.turn > 1 else ""
        begins = round(span.begins / 60)
        lines.append(f"{begins:4d} min  {title} ({phase.mode}{turn})")
        written = sum(card.phase == span.phase for card in outcome.cards)
        if written and span.turn == 1:
            late = sum(card.phase == span.phase and card.is_late for card in outcome.cards)
            lines.append(f"          {written} cards" + (f", {late} of them late" if late else ""))
        result = results.get((span.phase, span.turn))
        lines.extend(f"          {line}" for line in _lines(result) if result)
    lines.append(f"SHA-256 of the result: {outcome.digest}")
    if outcome.refused:
        lines.append(f"Not counted: {len(outcome.refused)} (see --json)")
    return "\n".join(lines)


def _lines(result: Result | None) -> list[str]:
    if result is None:
        return []
    found = [
        f"{one.place}. {one.card}: {one.score:g} {_SAID[result.kind]}"
        for one in result.scores[:SHOWN]
    ]
    found += [f"objection to {one.card}: {one.reason}" for one in result.objections[:SHOWN]]
    if more := max(0, len(result.objections) - SHOWN):
        found.append(f"and {more} more objections")
    if result.spoken:
        minutes = sum(result.spoken.values()) / 60
        found.append(f"{minutes:.0f} minutes of speaking at {len(result.spoken)} tables")
    return found


def to_dict(outcome: Outcome) -> dict[str, Any]:
    """Return everything as plain data."""
    return {
        "method": outcome.method,
        "digest": outcome.digest,
        "spans": [span._asdict() for span in outcome.spans],
        "cards": [asdict(card) for card in outcome.cards],
        "results": [asdict(result) for result in outcome.results],
        "refused": [asdict(one) for one in outcome.refused],
    }
