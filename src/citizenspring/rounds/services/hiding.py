"""Hiding a card of a table from wall, ballots and minutes; what it said stays among the facts."""

from django.db import transaction

from citizenspring.common.live import tell
from citizenspring.common.seen import seen_text
from citizenspring.ledger.services import record
from citizenspring.moderation.errors import ReasonMissing
from citizenspring.people.models import Person
from citizenspring.rounds.models import Card
from citizenspring.rounds.permissions import may_hide_cards

__all__ = ["hide_card", "show_card"]


@transaction.atomic
def hide_card(card: Card, reason: str, *, by: Person) -> Card:
    """Show it to nobody but its table, with a public reason."""
    may_hide_cards.require(by, card.run.gathering)
    said = seen_text(reason)
    if not said:
        raise ReasonMissing
    return _set(card, "card.hidden", is_hidden=True, reason=said, by=by)


@transaction.atomic
def show_card(card: Card, *, by: Person) -> Card:
    """Show it again."""
    may_hide_cards.require(by, card.run.gathering)
    return _set(card, "card.shown", is_hidden=False, reason="", by=by)


def _set(card: Card, kind: str, *, is_hidden: bool, reason: str, by: Person) -> Card:
    rows = Card.objects.filter(pk=card.pk, is_hidden=not is_hidden)
    if rows.update(is_hidden=is_hidden):
        facts = {"number": card.run.number, "of": str(card.key), "table": card.table}
        about = card.run.gathering.activity.node_id
        record(kind, by=by, about=about, facts={**facts, **({"reason": reason} if reason else {})})
        tell(card.run.cards_topic, "cards", table=card.table)
    card.is_hidden = is_hidden
    return card
