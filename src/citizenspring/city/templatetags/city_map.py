"""``{% commune_map title=… marks=… %}``: the map of the communes with its list beside it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from citizenspring.city.maps import MARGIN, Mark, Pin, commune_map

register = template.Library()


@register.inclusion_tag("city/_commune_map.html", name="commune_map")
def draw_commune_map(
    title: str,
    marks: Mapping[str, Mark] | None = None,
    note: str = "",
    pins: Iterable[Pin] = (),
    *,
    is_listed: bool = True,
) -> dict[str, Any]:
    """Draw the communes.

    ``marks`` gives, by commune code, the page it leads to, its shade (0 to 5) and a short note in
    words; what the shades show must be readable in the notes too. ``note`` stands under the map.
    ``pins`` are points on it. A page that lists what the map shows itself says ``is_listed=False``.
    """
    shown = {"title": title, "note": note, "map": commune_map(marks, pins)}
    return {**shown, "is_listed": is_listed}


@register.inclusion_tag("city/_choosing_map.html")
def choosing_map() -> dict[str, Any]:
    """The communes as a drawing that a script lets people point at; it knows its own edges."""
    return {"map": commune_map(), "margin": MARGIN}
