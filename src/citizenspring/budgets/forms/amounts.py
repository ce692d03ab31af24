"""Amounts of money as people write them: with spaces, points or commas."""

import re
from decimal import Decimal
from typing import Any

from django import forms

__all__ = ["Amount"]

CENTS = 2
NOISE = re.compile("[\\s'\u2019\u20ac]")


class Amount(forms.DecimalField):
    """An amount above zero with two decimals at most; ``1 500,50`` and ``1,500.50`` are alike."""

    def __init__(self, **kwargs: Any) -> None:
        known = {"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"}
        kwargs.setdefault("widget", forms.TextInput(known))
        super().__init__(min_value=Decimal("0.01"), max_digits=14, decimal_places=CENTS, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(_plain(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        is_whole = isinstance(value, Decimal) and value == value.to_integral_value()
        return int(value) if is_whole else value


def _plain(text: str) -> str:
    """Without what parts the thousands, and with a point before the cents."""
    text = NOISE.sub("", text)
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        return text
    whole, rest = text[:last], text[last + 1 :]
    thousands = len(rest) > CENTS
    return _digits(text) if thousands else f"{_digits(whole)}.{rest}"


def _digits(text: str) -> str:
    return text.replace(",", "").replace(".", "")
