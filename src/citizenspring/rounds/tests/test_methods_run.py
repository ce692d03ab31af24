"""Every method that comes along runs on the platform to the result that the engine recounts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest

from citizenspring.engines.rounds import (
    METHODS,
    Card,
    Consented,
    Dotted,
    Event,
    Method,
    Picked,
    Rated,
    Resisted,
    Spoke,
    Started,
    recount,
    rehearse,
    shipped,
    tables_by_phase,
)
from citizenspring.rounds import services
from citizenspring.rounds.models import Run
from citizenspring.rounds.queries import events_of, outcome_of

from .factories import make_run, make_voters, organiser_of, table_of, wait

pytestmark = pytest.mark.django_db

PEOPLE = 27
JUDGED = Dotted, Rated, Consented, Resisted
VALUES: dict[type[Event], str] = {
    Dotted: "dots",
    Rated: "rating",
    Consented: "objection",
    Resisted: "resistance",
}


class Evening:
    """A rehearsal, said through the doors of the platform by phones of tables and of people."""

    def __init__(self, method: Method) -> None:
        self.method = method
        self.seats = tables_by_phase(method, PEOPLE)
        self.run = make_run(method.id, tables=max(map(len, self.seats.values())))
        self.voices = [arrival.voice for arrival in make_voters(self.run, PEOPLE)]
        self.revisions: dict[str, str] = {}
        self.told: list[Event] = []

    def play(self, events: Iterable[Event]) -> Run:
        last = 0.0
        for moment, group in groupby(events, key=lambda event: event.at):
            wait(self.run, moment - last)
            last = moment
            self.told += [self.here(event) for event in group]
            self.act([event for event in self.told if event.at == moment])
        wait(self.run, 24 * 3600)
        return services.end_run(self.run, by=organiser_of(self.run))

    def here(self, event: Event) -> Event:
        """The same fact with the names that tables, people and cards have here."""
        more: dict[str, Any] = {"id": str(self.key(event.id))}
        if isinstance(event, (Card, Picked, Spoke)):
            more["table"] = str(self.table(event))
        if isinstance(event, Picked):
            more["cards"] = tuple(str(self.key(card)) for card in event.cards)
        elif isinstance(event, (Card, *JUDGED)):
            more["card"] = event.card if event.card == "zero" else str(self.key(event.card))
        if isinstance(event, (Spoke, *JUDGED)):
            more["by"] = str(self.person(event.by) + 1)
        return replace(event, **more)

    def key(self, name: str) -> Any:
        return uuid5(NAMESPACE_OID, name)

    def person(self, name: str) -> int:
        return int(name.removeprefix("person-")) - 1

    def table(self, event: Card | Picked | Spoke) -> int:
        if event.table.startswith("table-"):
            return int(event.table.removeprefix("table-"))
        number, seats = self.person(event.table), self.seats[event.phase]
        return next(table for table, people in enumerate(seats, 1) if number in people)

    def act(self, events: list[Event]) -> None:
        tables: dict[int, list[dict[str, Any]]] = defaultdict(list)
        votes: dict[tuple[str, str, int], dict[str, Any]] = defaultdict(dict)
        for event in events:
            if isinstance(event, Started):
                services.start(self.run, by=organiser_of(self.run))
            elif isinstance(event, (Card, Picked, Spoke)):
                tables[int(event.table)].append(self.fact(event))
            elif isinstance(event, JUDGED):
                value = getattr(event, VALUES[type(event)])
                votes[event.by, event.phase, event.turn][event.card] = value
        for number, facts in tables.items():
            assert not services.take(self.run, table_of(self.run, number), facts).refused
        for (by, phase, turn), answers in votes.items():
            voice, sent = self.voices[int(by) - 1], self.key(f"{by} {phase} {turn}")
            taken = services.take_votes(self.run, voice, answers, sent=sent, phase=phase, turn=turn)
            assert taken == len(answers)

    def fact(self, event: Card | Picked | Spoke) -> dict[str, Any]:
        kind = type(event).__name__.lower()
        said = {"key": event.id, "kind": kind, "phase": event.phase, "turn": event.turn}
        if isinstance(event, Picked):
            return {**said, "cards": list(event.cards)}
        if isinstance(event, Spoke):
            return {**said, "by": event.by, "seconds": event.seconds}
        knows = self.revisions.get(event.card)
        self.revisions[event.card] = event.id
        words = {"card": event.card, "text": event.text, "language": event.language}
        return {**said, **words, "knows": knows}


@pytest.mark.parametrize("name", METHODS)
def test_27_people_come_to_the_result_that_the_engine_recounts(name: str) -> None:
    method = shipped(name)
    evening = Evening(method)
    run = evening.play(rehearse(method, people=PEOPLE, seed="spring").events)
    expected = recount(method, evening.told)
    assert expected.refused == ()
    assert run.digest == expected.digest
    assert outcome_of(run).refused == ()
    assert len(events_of(run)) == len(evening.told)
