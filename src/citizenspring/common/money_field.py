"""An amount of money as people write it: ``25 000``, ``25.000,50`` and ``25,000.50`` alike."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["MoneyField", "plain_amount", "read_amount"]

LONGEST = 24
IGNORED = re.compile("[\\s\u00a0\u202f'’€]|EUR", re.IGNORECASE)  # noqa: RUF001  # marks between thousands
THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*")


def read_amount(written: str) -> Decimal | None:
    """The amount, or ``None`` for what is none.

    >>> [str(read_amount(one)) for one in ("25 000", "25.000,50", "1,250,000", "12,5", "2e3")]
    ['25000', '25000.50', '1250000', '12.5', 'None']
    """
    bare = IGNORED.sub("", written)
    if len(bare) > LONGEST or not re.fullmatch(r"[0-9][0-9.,]*", bare):
        return None
    if THOUSANDS.fullmatch(bare):
        bare = re.sub("[.,]", "", bare)
    whole, _mark, cents = _parted(bare)
    try:
        return Decimal(re.sub("[.,]", "", whole) + (f".{cents}" if cents else ""))
    except InvalidOperation:
        return None


def _parted(bare: str) -> tuple[str, str, str]:
    """The last mark of any kind stands before the cents."""
    return bare.rpartition(",") if bare.rfind(",") > bare.rfind(".") else _at_point(bare)


def _at_point(bare: str) -> tuple[str, str, str]:
    return bare.rpartition(".") if "." in bare else (bare, "", "")


def plain_amount(amount: Decimal) -> str:
    """The amount as a field begins with it, without cents where there are none.

    >>> plain_amount(Decimal("1500.00")), plain_amount(Decimal("1.50"))
    ('1500', '1.50')
    """
    whole = amount.to_integral_value()
    return str(whole if amount == whole else amount)


class MoneyField(forms.CharField):
    """An optional amount above zero."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "decimal", "dir": "ltr"}))
        super().__init__(required=False, max_length=40, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        written = super().clean(value)
        if not written:
            return None
        amount = read_amount(written)
        if amount is None or amount <= 0 or -int(amount.as_tuple().exponent) > 2:  # noqa: PLR2004  # cents
            raise ValidationError(_("Write an amount above zero, such as 25000."), code="amount")
        return amount
