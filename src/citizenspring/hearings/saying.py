"""The platform's own words in every language of the site."""

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import override as speaking

__all__ = ["in_all"]


def in_all(msgid: str) -> dict[str, str]:
    """One of our sentences by language."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            said[language] = gettext(msgid)
    return said
