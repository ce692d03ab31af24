"""What anybody may count again: the facts of a run without what could tell who said what.

Published are the organiser's acts, each card as it was last written, and the last word of each
person on each card: under a name that is new in every phase, and without the time at which she
said it. The engine comes to the same result from these as from all facts.
"""

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from citizenspring.engines.rounds import (
    Card,
    Consented,
    Dotted,
    Event,
    Outcome,
    Picked,
    Rated,
    Resisted,
    Span,
    Spoke,
    recount,
    write_events,
)
from citizenspring.rounds.models import Run
from citizenspring.rounds.queries import TIMING, events_of, method_of

__all__ = ["facts_zip", "public_events"]

HIDDEN = "–"  # noqa: RUF001  # a dash, as for nothing in a table
README = """\
What came of one round of a gathering, to be counted again by anybody.

{method}.toml   the method, as it was when the round was prepared
facts.jsonl     one fact a line: the organiser's acts, the cards, and the last word of each person
                on each card, under a name that is new in every phase
result.json     the result that was fixed when the round ended; its digest is in the public record

Count again, with nothing but the package citizenspring installed:

    citizenspring recount-rounds FOLDER

A card that was hidden since then has a dash for its text.
"""
Judged = Dotted | Rated | Consented | Resisted


def public_events(run: Run) -> list[Event]:
    """The least from which the result follows."""
    events = sorted(events_of(run), key=lambda event: (event.at, event.id))
    outcome = recount(method_of(run), events)
    spans = {(span.phase, span.turn): span for span in outcome.spans}
    found: list[Event] = [event for event in events if isinstance(event, tuple(TIMING.values()))]
    found += _cards(run, outcome, spans)
    found += _picks(events)
    found += _spoken(events, spans)
    found += _votes(events, spans)
    return found


def _cards(run: Run, outcome: Outcome, spans: dict[tuple[str, int], Span]) -> Iterator[Event]:
    turns = dict(run.cards.values_list("key", "turn"))
    hidden = {str(key) for key in run.cards.filter(is_hidden=True).values_list("key", flat=True)}
    known = {str(key): turn for key, turn in turns.items()}
    for card in outcome.cards:
        turn = known[card.id]
        span = spans[card.phase, turn]
        yield Card(
            id=f"card {card.id}",
            at=span.ends + 1 if card.is_late else span.begins,
            phase=card.phase,
            turn=turn,
            card=card.id,
            table=card.table,
            text=HIDDEN if card.id in hidden else card.text,
            language=card.language,
            theme="" if card.id in hidden else card.theme,
        )


def _picks(events: list[Event]) -> Iterator[Event]:
    last = {
        (event.phase, event.turn, event.table): event
        for event in events
        if isinstance(event, Picked)
    }
    yield from last.values()


def _spoken(events: list[Event], spans: dict[tuple[str, int], Span]) -> Iterator[Event]:
    """How long each table spoke in a turn; not who."""
    sums: dict[tuple[str, int, str], float] = defaultdict(float)
    for event in events:
        if isinstance(event, Spoke):
            sums[event.phase, event.turn, event.table] += event.seconds
    for (phase, turn, table), seconds in sums.items():
        yield Spoke(
            id=f"spoken {phase} {turn} {table}", at=spans[phase, turn].begins, phase=phase,
            turn=turn, by="table", table=table, seconds=seconds,
        )  # fmt: skip


def _votes(events: list[Event], spans: dict[tuple[str, int], Span]) -> Iterator[Event]:
    """The last words, in an order and under names that follow from what was said alone."""
    last: dict[tuple[str, int], dict[str, dict[str, Judged]]] = {}
    for event in events:
        if isinstance(event, (Dotted, Rated, Consented, Resisted)):
            people = last.setdefault((event.phase, event.turn), {})
            people.setdefault(event.by, {})[event.card] = event
    for (phase, turn), people in last.items():
        ballots = sorted([_ballot(said) for said in people.values()], key=repr)
        for number, ballot in enumerate(ballots, 1):
            for card, event in ballot:
                name = f"person {number}"
                where = f"vote {phase} {turn} {number} {card}"
                yield replace(event, id=where, at=spans[phase, turn].begins, by=name)


def _ballot(said: dict[str, Judged]) -> list[tuple[str, Judged]]:
    """Without what tells one person from another who said the same."""
    given = sorted(said.items())
    return [
        (card, replace(event, id="", at=0.0, by=""))
        for card, event in given
        if not (isinstance(event, Dotted) and event.dots == 0)
    ]


def facts_zip(run: Run) -> bytes:
    """Method, facts and result in one file."""
    name = run.method_name
    facts = "".join(f"{line}\n" for line in write_events(public_events(run)))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(f"{name}.toml", run.method)
        file.writestr("facts.jsonl", facts)
        file.writestr("result.json", json.dumps(_result(run), ensure_ascii=False, indent=1))
        file.writestr("README.txt", README.format(method=name))
    return held.getvalue()


def _result(run: Run) -> dict[str, Any]:
    outcome = recount(method_of(run), events_of(run))
    hidden = run.cards.filter(is_hidden=True).exclude(text="").values_list("key", flat=True)
    return {
        "method": run.method_name,
        "ended_at": run.ended_at.isoformat() if run.ended_at else None,
        "sha256": run.digest or outcome.digest,
        "results_sha256": outcome.results_digest,
        "hidden": sorted(str(key) for key in hidden),
        "results": [asdict(result) for result in outcome.results],
    }
