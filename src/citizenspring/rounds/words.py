"""What the parts of a method are called on pages."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

__all__ = ["ENTRIES", "MODES", "in_words", "minutes"]

MODES: dict[str, Promise] = {
    "solo": _("Everybody alone"),
    "pair": _("In pairs"),
    "four": _("In fours"),
    "table": _("At the tables"),
    "plenary": _("The whole room"),
}
ENTRIES: dict[str, Promise] = {
    "none": _("Nothing is entered"),
    "cards": _("Tables write cards"),
    "amends": _("Tables change their cards"),
    "picks": _("Tables choose cards"),
    "dots": _("People give dots"),
    "ratings": _("People give marks"),
    "consent": _("People consent or object"),
    "resistance": _("People say how much they resist"),
    "speaking": _("People speak in turn"),
}


def in_words(texts: Mapping[str, str]) -> str:
    """A text of a method in the reader's language, or the city's, or any."""
    for language in (get_language() or "", settings.LANGUAGE_CODE):
        if language in texts:
            return texts[language]
    return next(iter(texts.values()), "")


def minutes(seconds: float) -> str:
    """As a clock shows what is left."""
    whole = max(0, int(seconds + 0.999))
    return f"{whole // 60}:{whole % 60:02d}"
