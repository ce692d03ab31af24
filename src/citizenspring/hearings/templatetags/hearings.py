"""Addresses of a hearing's pages in templates."""

from django import template

from citizenspring.hearings.models import Hearing

register = template.Library()

__all__ = ["hearing_url"]


@register.simple_tag
def hearing_url(hearing: Hearing, name: str, *more: object) -> str:
    return hearing.page(name, *more)
