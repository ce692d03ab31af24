"""Where an idea or a project is: a point must lie in the city, as far as its outlines are known."""

from decimal import Decimal

from citizenspring.city.maps import city_frame
from citizenspring.processes.themes import THEMES

from .ideas_errors import CostOdd, PlaceOutside, ThemeUnknown
from .models import Round

__all__ = ["MOST_MONEY", "require_cost", "require_point", "require_theme", "themes_of"]

MOST_MONEY = Decimal(10) ** 11


def require_point(latitude: float | None, longitude: float | None) -> None:
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None or not city_frame().holds(longitude, latitude):
        raise PlaceOutside


def require_cost(*costs: Decimal | None) -> None:
    for cost in costs:
        if cost is not None and not (cost.is_finite() and 0 < cost < MOST_MONEY):
            raise CostOdd


def themes_of(budget: Round) -> list[str]:
    """The themes to choose from: those of the pots where the money is divided by theme."""
    own = [pot.theme for pot in budget.pots.all() if pot.theme]
    return own or list(THEMES)


def require_theme(budget: Round, theme: str) -> None:
    if theme and theme not in themes_of(budget):
        raise ThemeUnknown
