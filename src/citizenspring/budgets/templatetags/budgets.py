"""Words, amounts and addresses of budget rounds for their pages."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from citizenspring.budgets.bars import Piece
from citizenspring.budgets.forms.choices import TIES
from citizenspring.budgets.models import Pot, Project, Round
from citizenspring.budgets.queries import parts_of, total_of
from citizenspring.budgets.whys import tie_words as told_apart
from citizenspring.budgets.whys import why_of
from citizenspring.common.amounts import money_text

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
    tabs = [(name, budget.page(name), labels[name]) for name in parts_of(budget)]
    return {"tabs": tabs, "here": here}


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


def money_bars(pots: Iterable[Pot], currency: str) -> list[tuple[str, float, str]]:
    """The pots as bars: name, length, amount."""
    return [(str(pot), float(pot.amount), money_text(pot.amount, currency)) for pot in pots]


@register.filter
def money(amount: Decimal | None, currency: str = "EUR") -> SafeString:
    """An amount that no line breaks; empty where there is none."""
    if amount is None:
        return SafeString("")
    return format_html('<bdi class="amount">{}</bdi>', money_text(Decimal(amount), currency))


@register.inclusion_tag("budgets/_bar.html")
def money_bar(
    pieces: Sequence[Piece], label: str, currency: str, key: str = "full"
) -> dict[str, Any]:
    """Money as one bar; ``key=""`` leaves the words to the table below."""
    return {"pieces": pieces, "label": label, "currency": currency, "key": key}


@register.inclusion_tag("budgets/_why.html")
def why_project(project: Project) -> dict[str, Any]:
    """Why a project was or was not funded, once it is counted; else nothing."""
    return {"why": why_of(project), "project": project, "budget": project.round}


@register.filter
def tie_words(decided_by: str) -> str:
    """What told equal projects apart, in words."""
    return told_apart(decided_by)


@register.filter
def rule_name(rule: str) -> str:
    """A rule by its short name."""
    return {
        "equal-shares": _("Equal shares"),
        "phragmen": _("Phragmén"),
        "greedy": _("Most votes first"),
    }.get(rule, rule)
