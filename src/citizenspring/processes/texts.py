"""Texts in several languages: clean, find the first that exists, fold for searching."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from django.conf import settings
from i18nfield.strings import LazyI18nString

from citizenspring.common.templatetags.look import language_here

__all__ = [
    "Text",
    "as_text",
    "folded",
    "in_languages",
    "main_language",
    "missing_languages",
    "named",
]

Text: TypeAlias = str | Mapping[str, str] | LazyI18nString


def in_languages(text: Text) -> dict[str, str]:
    """The text by language; a bare string counts as written in the city's own language."""
    known = text.data if isinstance(text, LazyI18nString) else text
    if not known:
        return {}
    if not isinstance(known, Mapping):
        known = {settings.LANGUAGE_CODE: str(known)}
    tidy = {
        language: str(words or "").replace("\x00", "").strip() for language, words in known.items()
    }
    return {language: words for language, words in tidy.items() if words}


def as_text(text: Text) -> LazyI18nString:
    return LazyI18nString(in_languages(text))


def main_language(text: Text, languages: Iterable[str] = ()) -> str:
    """The first of ``languages`` in which the text exists, else any, else the city's own."""
    known = in_languages(text)
    wanted = [*languages, settings.LANGUAGE_CODE, *known]
    return next((language for language in wanted if language in known), settings.LANGUAGE_CODE)


def missing_languages(text: Text, languages: Iterable[str]) -> list[str]:
    known = in_languages(text)
    return [language for language in languages if language not in known]


def named(languages: Iterable[str]) -> str:
    """Languages as the reader's language calls them, in one line."""
    return ", ".join(language_here(language) for language in languages)


def folded(words: str) -> str:
    """Lower case without accents, so that ``ecole`` finds ``École``."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
