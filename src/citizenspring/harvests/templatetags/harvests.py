"""Addresses of a harvest's pages, and names, in templates."""

from collections.abc import Mapping

from django import template

from citizenspring.gatherings.models import Gathering
from citizenspring.harvests.addresses import page
from citizenspring.harvests.models import Theme
from citizenspring.rounds.models import Card
from citizenspring.rounds.queries import method_of

register = template.Library()

__all__ = ["card_phase", "harvest_url", "theme_title"]


@register.simple_tag
def harvest_url(gathering: Gathering, name: str, *more: object) -> str:
    return page(gathering, name, *more)


@register.filter
def theme_title(theme: Theme) -> str:
    """The name people gave it, or else its cards' own words."""
    return str(theme) or f"#{theme.number}"


@register.filter
def card_phase(card: Card) -> Mapping[str, str]:
    """The part of the day in which it was written, by language."""
    phases = {phase.id: phase.name for phase in method_of(card.run).phases}
    return phases.get(card.phase, {})
