"""How much news waits for the visitor, for the header of every page."""

from typing import Any

from django import template

from citizenspring.notifications.queries import MOST_COUNTED, unread
from citizenspring.people.models import Person

__all__ = ["register"]

register = template.Library()


@register.inclusion_tag("notifications/_bell.html")
def news_bell(visitor: Any) -> dict[str, Any]:
    """A bell with the number of unread news; strangers have none and cost no query."""
    if not isinstance(visitor, Person):
        return {"is_shown": False}
    count = unread(visitor)
    return {"is_shown": True, "count": count, "is_more": count >= MOST_COUNTED}
