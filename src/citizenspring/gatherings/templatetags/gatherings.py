"""Addresses of a gathering's pages in templates."""

from django import template

from citizenspring.gatherings.models import Gathering

register = template.Library()

__all__ = ["gathering_url"]


@register.simple_tag
def gathering_url(gathering: Gathering, name: str) -> str:
    return gathering.page(name)
