"""Addresses of a gathering's pages in templates, and what it cost in words."""

from decimal import Decimal

from django import template

from citizenspring.common.amounts import money_text
from citizenspring.gatherings.models import OFFERS, Gathering, Registration
from citizenspring.gatherings.queries import my_seats
from citizenspring.gatherings.queries.seats import MySeats

register = template.Library()

__all__ = ["cents", "gathering_url", "money", "offer_name", "seats_of"]


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


@register.simple_tag
def seats_of(registration: Registration) -> MySeats | None:
    """Her tables, once the seats are shown."""
    return my_seats(registration)


@register.filter
def offer_name(name: str) -> str:
    """What a table may offer, in the reader's language."""
    return str(OFFERS.get(name, name))
