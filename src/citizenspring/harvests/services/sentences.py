"""Sentences of the platform itself, kept in every language it speaks."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override as speaking

__all__ = ["in_every_language"]


def in_every_language(words: Promise) -> dict[str, str]:
    said: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            said[language] = str(words)
    return said
