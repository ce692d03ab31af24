"""Votes that were brought in from a file, on the pages of their rounds."""

from typing import Any

from django import template

from citizenspring.budgets.models import Round
from citizenspring.budgets.queries.city import city_result

__all__ = ["register"]

register = template.Library()


@register.inclusion_tag("budgets/_city.html")
def what_the_city_did(budget: Round) -> dict[str, Any]:
    """What the city funded, and where our count differs; nothing for rounds held here."""
    return {"budget": budget, "city": city_result(budget)}
