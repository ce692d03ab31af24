"""Facts of a telling: kept so that they can be said in any language, at any time."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import get_language

from .kinds import Kind

__all__ = ["Fact", "kept", "spoken"]

# A date says itself in each language; a dict of texts holds one for each language.
Fact = str | int | date | Mapping[str, str]
DAY, MOMENT = "@day", "@moment"


class _Number(int):
    """Counts as it is, and reads with its thousands apart as the reader's language writes them."""

    def __str__(self) -> str:
        return number_format(int(self), use_l10n=True, force_grouping=True)


def kept(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """The facts as the database keeps them."""
    return {name: _kept(fact) for name, fact in facts.items()}


def _kept(fact: Fact) -> Any:
    if isinstance(fact, datetime):
        return {MOMENT: fact.isoformat()}
    if isinstance(fact, date):
        return {DAY: fact.isoformat()}
    if isinstance(fact, Mapping):
        return {str(language): str(text) for language, text in fact.items()}
    return fact if isinstance(fact, int) else str(fact)


def spoken(kind: Kind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as the reader's language says them."""
    return {name: _spoken(fact, kind.words.get(name, {})) for name, fact in facts.items()}


def _spoken(fact: Any, words: Mapping[str, Any]) -> Any:
    if isinstance(fact, dict):
        return _in_language(fact)
    if isinstance(fact, int):
        return _Number(fact)
    return str(words.get(fact, fact))


def _in_language(fact: dict[str, str]) -> str:
    if MOMENT in fact:
        return date_format(localtime(datetime.fromisoformat(fact[MOMENT])), "j F Y, H:i")
    if DAY in fact:
        return date_format(date.fromisoformat(fact[DAY]), "j F Y")
    for language in (get_language() or "", settings.LANGUAGE_CODE, "en"):
        if fact.get(language):
            return fact[language]
    return next(iter(fact.values()), "")
