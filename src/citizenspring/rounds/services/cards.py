"""Cards of a table: written, changed, put in order, taken back, and kept beside one another."""

from uuid import uuid5

from citizenspring.rounds.errors import (
    CardInUse,
    CardUnknown,
    ChangedMeanwhile,
    NotAsked,
    NotYourCard,
    TooManyCards,
)
from citizenspring.rounds.models import Card, Fact
from citizenspring.rounds.queries import used_by

from .desk import Desk
from .reading import Said
from .voting import Turn

__all__ = ["MOST_CARDS", "change_card", "move_card"]

# Far more than a table writes in an evening: only a machine gets here.
MOST_CARDS = 300


def change_card(desk: Desk, said: Said) -> Fact:
    """Write a card, or change it as far as nobody else has meanwhile."""
    turn = desk.turn(said.phase, said.turn)
    known = _target(desk, said)
    _require_asked(turn, known)
    if known is None:
        return _write(desk, said, turn)
    if known.table != desk.table:
        raise NotYourCard
    if not said.text:
        _require_free(desk, said, known)
    elif _is_overtaken(desk, said, known, turn):
        return _write_beside(desk, said, known)
    return _rewrite(desk, said, known, turn)


def _target(desk: Desk, said: Said) -> Card | None:
    """The card that is meant: what wrote the text that the phone knew may stand beside it."""
    before = desk.wrote.get(said.knows) if said.knows else None
    if before and before.kind == "card" and before.table == desk.table and before.card:
        return desk.cards.get(before.card)
    return desk.cards.get(said.card) if said.card else None


def _require_asked(turn: Turn, known: Card | None) -> None:
    entry = turn.phase.entry
    if entry.kind == "amends":
        if known is None:
            raise CardUnknown
        if known.phase != entry.of:
            raise NotAsked
    elif entry.kind != "cards" or (known and known.phase != turn.phase.id):
        raise NotAsked


def _write(desk: Desk, said: Said, turn: Turn, *, beside: Card | None = None) -> Fact:
    if not said.text or said.card is None:
        raise CardUnknown
    same = [one for one in desk.cards.values() if _place(one) == (desk.table, turn.phase.id)]
    if sum(one.turn == turn.number for one in same) >= MOST_CARDS:
        raise TooManyCards(most=MOST_CARDS)
    last = max((one.position for one in desk.cards.values()), default=0.0)
    key = uuid5(said.key, "beside") if beside else said.card
    card = Card(
        run=desk.run,
        key=key,
        table=desk.table,
        phase=turn.phase.id,
        turn=turn.number,
        kind=turn.phase.entry.card,
        position=last + 1 if said.position is None else said.position,
        beside=beside.key if beside else None,
        written_at=desk.time,
    )
    return _keep(desk, said, card, turn, is_new=True)


def _place(card: Card) -> tuple[int, str]:
    return card.table, card.phase


def _write_beside(desk: Desk, said: Said, known: Card) -> Fact:
    """Both texts stay: the one that was there, and this one as a card of the same phase."""
    return _write(desk, said, desk.turn(known.phase, known.turn), beside=known)


def _rewrite(desk: Desk, said: Said, known: Card, turn: Turn) -> Fact:
    if said.position is not None:
        known.position = said.position
    return _keep(desk, said, known, turn)


def _keep(desk: Desk, said: Said, card: Card, turn: Turn, *, is_new: bool = False) -> Fact:
    card.text, card.language, card.theme = said.text, said.language, said.theme
    card.revision = said.key
    card.is_late = card.is_late or desk.is_late(turn)
    words = {"text": said.text, "language": said.language, "theme": said.theme}
    fact = desk.add(said, phase=turn.phase.id, turn=turn.number, card=card.key, body=words)
    desk.put(card, is_new=is_new)
    return fact


def _is_overtaken(desk: Desk, said: Said, known: Card, turn: Turn) -> bool:
    """Whether another phone changed it, or people vote on the words that it had."""
    same = (said.text, said.language, said.theme) == (known.text, known.language, known.theme)
    if same or known.is_gone:
        return False
    is_amended = turn.phase.entry.kind == "amends" and not desk.is_late(turn)
    if not is_amended and _users(desk, known) - {"picks"}:
        return True
    return said.knows != known.revision


def _require_free(desk: Desk, said: Said, known: Card) -> None:
    if known.is_gone:
        return
    if _users(desk, known):
        raise CardInUse
    if said.knows != known.revision:
        raise ChangedMeanwhile


def _users(desk: Desk, card: Card) -> set[str]:
    """Kinds of the phases, begun already, that choose among cards such as this one."""
    users = used_by(desk.method, card.phase)
    return {kind for phase, kind in users.items() if desk.clock.has_begun(phase)}


def move_card(desk: Desk, said: Said) -> Fact:
    """Put a card elsewhere in its table's list."""
    card = desk.cards.get(said.card) if said.card else None
    if card is None or said.position is None:
        raise CardUnknown
    if card.table != desk.table:
        raise NotYourCard
    card.position = said.position
    fact = desk.add(said, card=card.key, body={"position": said.position})
    desk.put(card)
    return fact
