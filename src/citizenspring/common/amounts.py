"""Amounts of money in words."""

from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency
from django.conf import settings
from django.utils.translation import get_language

__all__ = ["money_text"]


@lru_cache(maxsize=50)
def _pattern(language: str, *, whole: bool) -> tuple[str, str]:
    """The locale and its way of writing amounts, without cents where there are none."""
    locale = Locale.parse(language, sep="-")
    pattern = str(locale.currency_formats["standard"].pattern)
    return str(locale), pattern.replace(".00", "") if whole else pattern


def money_text(amount: Decimal, currency: str = "EUR") -> str:
    """An amount as the reader's language writes it."""
    is_whole = amount == amount.to_integral_value()
    locale, pattern = _pattern(get_language() or settings.LANGUAGE_CODE, whole=is_whole)
    return str(
        format_currency(
            amount, currency, format=pattern, locale=locale, currency_digits=not is_whole
        )
    )
