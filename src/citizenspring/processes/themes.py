"""The themes a process can be filed under; the slug is public and stable."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["THEMES", "theme_name"]

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


def theme_name(slug: str) -> str:
    return str(THEMES.get(slug, slug))
