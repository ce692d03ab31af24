"""The themes a process can be filed under; the slug is public and stable."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["THEMES", "theme_name", "tone"]

THEMES: dict[str, str | Promise] = {
    "climate": _("Climate and nature"),
    "mobility": _("Getting around"),
    "housing": _("Housing"),
    "public-space": _("Streets and squares"),
    "school": _("Schools and childhood"),
    "care": _("Health and care"),
    "culture": _("Culture and sport"),
    "work": _("Work and economy"),
    "food": _("Food"),
    "safety": _("Safety"),
    "solidarity": _("Solidarity"),
    "democracy": _("Democracy"),
}

# A theme keeps its colour on every page; the others are iris yellow.
TONES = {
    "climate": "leaf",
    "food": "leaf",
    "public-space": "leaf",
    "mobility": "canal",
    "care": "canal",
    "safety": "canal",
    "housing": "brick",
    "work": "brick",
    "democracy": "brick",
}


def theme_name(slug: str) -> str:
    return str(THEMES.get(slug, slug))


def tone(themes: Iterable[str]) -> str:
    """The colour of a process, by the first of its themes that has one."""
    return next((TONES[theme] for theme in themes if theme in TONES), "iris")
