"""``{% commune_map title=… marks=… %}``: the map of the communes with its list beside it."""

from collections.abc import Mapping
from typing import Any

from django import template

from citizenspring.city.maps import Mark, commune_map

register = template.Library()


@register.inclusion_tag("city/_commune_map.html", name="commune_map")
def draw_commune_map(
    title: str, marks: Mapping[str, Mark] | None = None, note: str = ""
) -> dict[str, Any]:
    """Draw the communes.

    ``marks`` gives, by commune code, the page it leads to, its shade (0 to 5) and a short note in
    words; what the shades show must be readable in the notes too. ``note`` stands under the map.
    """
    return {"title": title, "note": note, "map": commune_map(marks)}
