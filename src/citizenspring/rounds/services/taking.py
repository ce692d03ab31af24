"""Taking what the phones of a table have written, perhaps an hour ago and more than once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from citizenspring.common.live import tell
from citizenspring.gatherings.models import Table
from citizenspring.rounds.errors import (
    BadFact,
    CardUnknown,
    FactRefusal,
    NotAsked,
    PhaseOver,
    RunEnded,
    TooManyPicks,
    TooMuch,
)
from citizenspring.rounds.models import Fact, Run
from citizenspring.rounds.queries import JUDGING, clock_of, source_keys, voted_count

from .cards import change_card, move_card
from .desk import Desk
from .holding import hold
from .keying import Keyboard
from .reading import Said, read_fact, read_key

__all__ = ["MOST_FACTS", "Taken", "take"]

MOST_FACTS = 500
LONGEST_KEY = 40


@dataclass
class Taken:
    """What became of each fact: its key is in ``taken``, or it is in ``refused``.

    ``late`` are keys of cards that came after their phase; ``beside`` says under which key a
    card stands that another phone, or a vote, had overtaken.
    """

    taken: list[str] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)

    def refuse(self, key: str, refusal: FactRefusal) -> None:
        said = {"key": key, "code": refusal.code, "sentence": str(refusal)}
        self.refused.append({**said, "again": refusal.again})


def take(run: Run, table: Table, facts: Sequence[Any]) -> Taken:
    """Take facts of a table in their order, each once; what this returns is committed."""
    if len(facts) > MOST_FACTS:
        raise TooMuch
    told = Taken()
    said = list(_read(facts, told))
    try:
        _take(run, table, said, told)
    except IntegrityError:
        # Another table sent the same keys in this very moment: now they are seen.
        told = Taken()
        said = list(_read(facts, told))
        _take(run, table, said, told)
    return told


def _read(facts: Sequence[Any], told: Taken) -> Iterator[Said]:
    for raw in facts:
        key = read_key(raw)
        if key is None:
            sent = raw.get("key") if isinstance(raw, Mapping) else None
            told.refuse(str(sent)[:LONGEST_KEY], BadFact())
            continue
        try:
            yield read_fact(raw, key)
        except FactRefusal as refusal:
            told.refuse(str(raw["key"]), refusal)


@transaction.atomic
def _take(run: Run, table: Table, said: Sequence[Said], told: Taken) -> None:
    Table.objects.select_for_update(no_key=True).get(pk=table.pk)
    moment = hold(run)
    desk = Desk(run, table.number, clock_of(run, now=moment), said)
    desk.look()
    keyboard = Keyboard(desk)
    for one in said:
        try:
            fact = desk.wrote.get(one.key) or _acts(keyboard)[one.kind](desk, one)
        except FactRefusal as refusal:
            told.refuse(str(one.key), refusal)
        else:
            _tell_of(desk, one, fact, told)
    desk.keep()
    _tell_room(desk)


def _acts(keyboard: Keyboard) -> dict[str, Callable[[Desk, Said], Fact]]:
    judged = dict.fromkeys(JUDGING.values(), lambda _desk, said: keyboard.take(said))
    return {"card": change_card, "moved": move_card, "picked": _pick, "spoke": _spoke, **judged}


def _pick(desk: Desk, said: Said) -> Fact:
    """The cards that the table takes along; the last list holds."""
    turn = desk.turn(said.phase, said.turn)
    if turn.phase.entry.kind != "picks":
        raise NotAsked
    if desk.is_late(turn):
        raise PhaseOver
    if len(said.cards) > turn.phase.entry.most:
        raise TooManyPicks(most=turn.phase.entry.most)
    # A card of this very message is not yet in the database.
    of = turn.phase.entry.of
    fresh = {key for key, card in desk.made.items() if card.phase == of}
    gone = {key for key, card in desk.cards.items() if card.is_gone}
    known = (fresh | source_keys(desk.run, turn.phase, said.cards)) - gone
    if set(said.cards) - known:
        raise CardUnknown
    body = {"cards": [str(key) for key in said.cards]}
    return desk.add(said, phase=said.phase, turn=said.turn, body=body)


def _spoke(desk: Desk, said: Said) -> Fact:
    turn = desk.turn(said.phase, said.turn)
    if turn.phase.entry.kind != "speaking":
        raise NotAsked
    if desk.run.ended_at is not None:
        raise RunEnded
    body = {"by": said.by, "seconds": said.seconds}
    return desk.add(said, phase=said.phase, turn=said.turn, body=body)


def _tell_of(desk: Desk, said: Said, fact: Fact, told: Taken) -> None:
    key = str(fact.key)
    told.taken.append(key)
    if fact.kind != "card":
        return
    if fact.card != said.card:
        told.beside[key] = str(fact.card)
    span, ended = desk.clock.span(fact.phase, fact.turn), desk.run.ended_at
    ends = span.ends if span and span.ends is not None else fact.at
    if fact.at > (min(ends, ended.timestamp()) if ended else ends):
        told.late.append(key)


def _tell_room(desk: Desk) -> None:
    """One word each for the wall and for the other phones of this table."""
    if not desk.new:
        return
    run, kinds = desk.run, {fact.kind for fact in desk.new}
    tell(run.table_topic(desk.table), "table", last=str(desk.new[-1].key))
    if kinds & {"card", "moved", "picked"}:
        tell(run.cards_topic, "cards", table=desk.table)
    if kinds & set(JUDGING.values()):
        last = desk.new[-1]
        voted = voted_count(run, last.phase, last.turn)
        tell(run.cards_topic, "votes", phase=last.phase, voted=voted)
