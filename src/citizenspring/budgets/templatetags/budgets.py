"""Words, amounts and addresses of budget rounds for their pages."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.numbers import format_currency
from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from citizenspring.budgets.forms.choices import TIES
from citizenspring.budgets.models import Pot, Round
from citizenspring.budgets.queries import page_of, parts_of, total_of

__all__ = ["money_bars", "money_text", "register"]

register = template.Library()


@register.simple_tag
def round_url(budget: Round, name: str, *more: object) -> str:
    return budget.page(name, *more)


@register.inclusion_tag("budgets/_tabs.html")
def round_tabs(budget: Round, here: str = "") -> dict[str, Any]:
    """The parts of a round that there are by now, the same on each of its pages."""
    labels = {
        "round": _("Overview"),
        "ideas": _("Ideas"),
        "projects": _("Projects"),
        "results": _("Results"),
        "commitments": _("Follow-up"),
    }
    tabs = [(name, page_of(budget, name), labels[name]) for name in parts_of(budget)]
    return {"tabs": [tab for tab in tabs if tab[1]], "here": here}


@register.filter
def ties_text(budget: Round) -> str:
    """In what order ties are broken, in words."""
    ties = ",".join(budget.ties)
    return str(dict(TIES).get(ties, ties))


PROJECT_BADGES = {
    "draft": "draft",
    "feasible": "soon",
    "impossible": "closed",
    "withdrawn": "closed",
    "standing": "open",
    "funded": "answered",
    "unfunded": "closed",
}


@register.filter
def project_badge(state: str) -> str:
    """How the badge of a project's state looks."""
    return PROJECT_BADGES.get(state, "draft")


@register.filter
def total(budget: Round) -> Decimal:
    """All the money of a round."""
    return total_of(budget)


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


def money_bars(pots: Iterable[Pot], currency: str) -> list[tuple[str, float, str]]:
    """The pots as bars: name, length, amount."""
    return [(str(pot), float(pot.amount), money_text(pot.amount, currency)) for pot in pots]


@register.filter
def money(amount: Decimal | None, currency: str = "EUR") -> SafeString:
    """An amount that no line breaks; empty where there is none."""
    if amount is None:
        return SafeString("")
    return format_html('<bdi class="amount">{}</bdi>', money_text(Decimal(amount), currency))
