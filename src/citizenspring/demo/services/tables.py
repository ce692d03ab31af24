"""What the tables of a demo gathering wrote and how the room chose, as facts of their time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from citizenspring.engines.rounds import spans_of
from citizenspring.engines.seeds import Stream
from citizenspring.gatherings.models import Gathering
from citizenspring.people.models import Person
from citizenspring.rounds.models import Card, Fact, Run
from citizenspring.rounds.queries import events_of, method_of
from citizenspring.rounds.services import end_run, prepare_run, start

__all__ = ["hold_rounds"]

SEED = "citizen-spring-tables"
WELCOME = timedelta(minutes=30)
DOTS, MOST_ON_ONE = 5, 2
# Table, theme, language and words; a weight may follow.
Line = list[Any]
WORDS = 4


def hold_rounds(
    gathering: Gathering, content: dict[str, Any], begins: datetime, *, by: Person
) -> Run:
    """Run the method on that day: what the tables wrote, and how the room chose."""
    run = start(prepare_run(gathering, content["method"], by=by), by=by)
    begun = begins + WELCOME
    run.facts.update(at=begun.timestamp())
    spans = {span.phase: span.begins for span in spans_of(method_of(run), events_of(run))}
    weights = _write(run, content["cards"], spans)
    _choose(run, weights, spans["choose"])
    run = end_run(run, by=by)
    ended = begun + timedelta(seconds=method_of(run).seconds)
    Run.objects.filter(pk=run.pk).update(made_at=begins, started_at=begun, ended_at=ended)
    run.refresh_from_db()
    return run


def _write(run: Run, phases: dict[str, list[Line]], spans: dict[str, float]) -> dict[Any, int]:
    lines = [
        (phase, number, line) for phase, of in phases.items() for number, line in enumerate(of)
    ]
    cards = [_card(run, phase, number, line, spans[phase]) for phase, number, line in lines]
    Card.objects.bulk_create(cards)
    Fact.objects.bulk_create(_fact(card) for card in cards)
    weighed = [
        (card, line[WORDS])
        for card, (_phase, _number, line) in zip(cards, lines, strict=True)
        if len(line) > WORDS
    ]
    return {card.pk: weight for card, weight in weighed}


def _card(run: Run, phase: str, number: int, line: Line, begins: float) -> Card:
    table, theme, language, text = line[:WORDS]
    moment = datetime.fromtimestamp(begins + 40 + 30 * number).astimezone()
    return Card(
        run=run,
        table=table,
        phase=phase,
        key=_key(run, phase, number, "card"),
        revision=_key(run, phase, number, "fact"),
        kind=method_of(run).phase(phase).entry.card,
        text=text,
        language=language,
        theme=theme,
        position=begins + number,
        written_at=moment,
        changed_at=moment,
    )


def _fact(card: Card) -> Fact:
    return Fact(
        run=card.run,
        table=card.table,
        phase=card.phase,
        key=card.revision,
        kind="card",
        at=card.written_at.timestamp(),
        card=card.key,
        body={"text": card.text, "language": card.language, "theme": ""},
    )


def _choose(run: Run, weights: dict[Any, int], starts: float) -> None:
    """Everybody gives five dots, more of them where a card weighs more."""
    keys = dict(Card.objects.filter(pk__in=weights).values_list("pk", "key"))
    lots = [keys[card] for card, weight in weights.items() for _lot in range(weight)]
    chance = Stream(SEED, "dots")
    voices = run.gathering.arrivals.order_by("registration__number").values_list("voice", flat=True)
    facts = []
    for number, voice in enumerate(voices):
        for card, dots in _dots_of_one(chance, lots):
            fact = {"kind": "dotted", "phase": "choose", "voice": voice, "card": card}
            key = _key(run, voice, number, str(card))
            at = starts + 30 + 10 * number
            facts.append(Fact(run=run, key=key, at=at, body={"dots": dots}, **fact))
    Fact.objects.bulk_create(facts)


def _dots_of_one(chance: Stream, lots: list[UUID]) -> Iterator[tuple[UUID, int]]:
    given: dict[UUID, int] = {}
    while sum(given.values()) < DOTS:
        card = lots[chance.below(len(lots))]
        if given.get(card, 0) < MOST_ON_ONE:
            given[card] = given.get(card, 0) + 1
    yield from given.items()


def _key(run: Run, *parts: object) -> UUID:
    return uuid5(NAMESPACE_URL, "/".join(map(str, (run.pk, *parts))))
