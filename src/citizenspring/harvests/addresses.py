"""Addresses of a gathering's harvest."""

from django.urls import reverse

from citizenspring.gatherings.models import Gathering
from citizenspring.rounds.models import Card

__all__ = ["card_address", "page"]


def page(gathering: Gathering, name: str, *more: object) -> str:
    """The address of one of the harvest's pages."""
    activity = gathering.activity
    return reverse(f"harvests:{name}", args=[activity.process.slug, activity.slug, *more])


def card_address(gathering: Gathering, card: Card) -> str:
    """Where a card stands among those of its table."""
    return f"{page(gathering, 'cards')}?table={card.table}#card-{card.pk}"
