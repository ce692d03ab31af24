"""Addresses of a gathering's pages in templates, and what it cost in words."""

from decimal import Decimal

from django import template

from citizenspring.common.amounts import money_text
from citizenspring.gatherings.models import Gathering

register = template.Library()

__all__ = ["cents", "gathering_url", "money"]


@register.simple_tag
def gathering_url(gathering: Gathering, name: str, *more: object) -> str:
    return gathering.page(name, *more)


@register.simple_tag
def cents(amount: int) -> str:
    """Whole cents as the reader's language writes money."""
    return money_text(Decimal(amount) / 100)


@register.simple_tag
def money(amount: Decimal) -> str:
    return money_text(amount)
