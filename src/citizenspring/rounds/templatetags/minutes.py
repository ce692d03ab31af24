"""How pages write the time that is left."""

from math import ceil

from django import template

__all__ = ["as_minutes"]

register = template.Library()


@register.filter
def as_minutes(seconds: float) -> str:
    """``754`` is ``12:34``."""
    whole = max(0, ceil(seconds))
    return f"{whole // 60}:{whole % 60:02}"
