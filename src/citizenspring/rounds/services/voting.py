"""What one person says of the cards of a phase: dots, ratings, consent, resistance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.engines.rounds import Phase
from citizenspring.gatherings.models import Arrival
from citizenspring.rounds.errors import (
    CardUnknown,
    NotAsked,
    NotBegun,
    NotHere,
    NoVote,
    PhaseOver,
    PhaseUnknown,
    RunEnded,
    TextTooLong,
    TooManyDots,
    ValueWrong,
)
from citizenspring.rounds.models import Fact, Run
from citizenspring.rounds.queries import (
    JUDGING,
    ZERO,
    Clock,
    answers_of,
    clock_of,
    method_of,
    source_keys,
    voted_count,
)

from .holding import hold
from .reading import MOST_REASON

__all__ = [
    "STEP",
    "Turn",
    "Value",
    "checked",
    "judgment",
    "require_dots",
    "require_judging",
    "require_vote",
    "take_votes",
    "turn_at",
]

# Facts of one message follow one another: what frees a dot comes before what spends it.
STEP = 1e-6
STRONGEST = 10
BODY = {"dotted": "dots", "rated": "rating", "consented": "objection", "resisted": "resistance"}
Value = int | str


@dataclass(frozen=True)
class Turn:
    """A turn of a phase that has begun, as somebody wants to enter something in it."""

    phase: Phase
    number: int
    ends: float | None
    is_over: bool


def turn_at(run: Run, clock: Clock, phase: str, number: int) -> Turn:
    """Find it, or refuse: it does not exist, or not yet."""
    method = method_of(run)
    found = next((one for one in method.phases if one.id == phase), None)
    most = 1 + sum(one.repeat.most for one in method.phases if one.repeat)
    if found is None or not 1 <= number <= most:
        raise PhaseUnknown
    span = clock.span(phase, number)
    if span is None:
        raise PhaseUnknown if clock.is_over else NotBegun
    return Turn(found, number, span.ends, clock.has_ended(phase, number))


@transaction.atomic
def take_votes(
    run: Run, voice: str, answers: Mapping[str, Value], *, sent: UUID, phase: str, turn: int = 1
) -> int:
    """Take what one person says of some cards; returns how many of her answers changed.

    All or nothing. What is sent twice, under one ``sent``, is taken once.
    """
    moment = hold(run)
    if run.ended_at is not None:
        raise RunEnded
    asked = turn_at(run, clock_of(run, now=moment), phase, turn)
    require_judging(asked)
    moment = _hold_voter(run, voice)
    given = {_card(key): value for key, value in answers.items()}
    if run.facts.filter(key__in=[_key(sent, card) for card in given]).exists():
        return 0
    known = source_keys(run, asked.phase, [card for card in given if card])
    before = {_card(key): value for key, value in answers_of(run, voice, phase, turn).items()}
    facts = [
        Fact(
            run=run,
            key=_key(sent, card),
            at=moment + number * STEP,
            voice=voice,
            **judgment(asked, card, value),
        )
        for number, (card, value) in enumerate(_changed(asked, given, before, known))
    ]
    if facts:
        _keep(asked, facts)
    return len(facts)


def _keep(asked: Turn, facts: list[Fact]) -> None:
    last = facts[-1]
    if asked.ends is not None and last.at > asked.ends:
        raise PhaseOver
    Fact.objects.bulk_create(facts)
    voted = voted_count(last.run, last.phase, last.turn)
    tell(last.run.cards_topic, "votes", phase=last.phase, voted=voted)


def _key(sent: UUID, card: UUID | None) -> UUID:
    return uuid5(sent, str(card or ZERO))


def _hold_voter(run: Run, voice: str) -> float:
    """Her two phones answer one after the other; returns when it was this one's turn."""
    rows = Arrival.objects.filter(gathering=run.gathering_id, voice=voice)
    # Her registration is read after the wait: meanwhile she may have been named an expert.
    require_vote(rows.select_for_update(no_key=True).first())
    return database_now().timestamp()


def require_judging(turn: Turn) -> str:
    """The kind of fact that is asked here, while it is."""
    kind = JUDGING.get(turn.phase.entry.kind)
    if kind is None:
        raise NotAsked
    if turn.is_over:
        raise PhaseOver
    return kind


def require_vote(arrival: Arrival | None) -> Arrival:
    """Whoever came in, is still there, and may vote."""
    if arrival is None or arrival.left_at is not None:
        raise NotHere
    if not arrival.registration.has_vote:
        raise NoVote
    return arrival


def _card(key: str) -> UUID | None:
    if key == ZERO:
        return None
    try:
        return UUID(str(key))
    except ValueError as problem:
        raise CardUnknown from problem


def _changed(
    turn: Turn,
    given: Mapping[UUID | None, Value],
    before: Mapping[UUID | None, Value],
    known: set[UUID],
) -> list[tuple[UUID | None, Value]]:
    """What is new, the least first; refused as a whole where a part cannot be."""
    after = dict(before)
    changed = []
    for card, raw in given.items():
        value = checked(turn, card, raw, known)
        nothing = 0 if turn.phase.entry.kind == "dots" else None
        if before.get(card, nothing) != value:
            changed.append((card, value))
        after[card] = value
    require_dots(turn, after.values())
    return sorted(changed, key=lambda one: 0 if isinstance(one[1], str) else one[1])


def checked(turn: Turn, card: UUID | None, value: Value, known: set[UUID]) -> Value:
    """An answer that can be given to this card here."""
    entry = turn.phase.entry
    if (card is None and entry.kind != "resistance") or (card is not None and card not in known):
        raise CardUnknown
    if entry.kind == "consent":
        if not isinstance(value, str):
            raise ValueWrong
        if len(value.strip()) > MOST_REASON:
            raise TextTooLong(most=MOST_REASON)
        return value.replace("\0", "").strip()
    ranges = {
        "dots": range(entry.most_on_one + 1),
        "ratings": range(1, entry.highest + 1),
        "resistance": range(STRONGEST + 1),
    }
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueWrong
    if entry.kind == "dots" and value > entry.most_on_one:
        raise TooManyDots(most=entry.most, each=entry.most_on_one)
    if value not in ranges[entry.kind]:
        raise ValueWrong
    return value


def require_dots(turn: Turn, values: Iterable[Value]) -> None:
    """Nobody gives more dots than she has."""
    entry = turn.phase.entry
    if entry.kind == "dots" and sum(int(value) for value in values) > entry.most:
        raise TooManyDots(most=entry.most, each=entry.most_on_one)


def judgment(turn: Turn, card: UUID | None, value: Value) -> dict[str, object]:
    """The columns of one judgment that follow from where and what it is."""
    kind = JUDGING[turn.phase.entry.kind]
    return {
        "kind": kind,
        "phase": turn.phase.id,
        "turn": turn.number,
        "card": card,
        "body": {BODY[kind]: value},
    }
