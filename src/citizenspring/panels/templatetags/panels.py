"""Addresses, tabs and fields of a panel's pages."""

from typing import Any

from django import forms, template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from citizenspring.panels.features import feature_label, value_labels
from citizenspring.panels.models import Panel
from citizenspring.panels.queries import Row

register = template.Library()

__all__ = ["panel_tabs", "panel_url", "quota_field", "seat_rows"]


@register.simple_tag
def panel_url(panel: Panel, name: str) -> str:
    return panel.page(name)


@register.simple_tag
def panel_tabs(panel: Panel) -> list[tuple[str, str]]:
    """The organisers' pages."""
    names = {
        "organise": _("Overview"),
        "quotas": _("Quotas"),
        "letters": _("Letters"),
        "answers": _("Answers"),
        "draw": _("The draw"),
        "members": _("Members"),
    }
    return [(label, panel.page(name)) for name, label in names.items()]


@register.simple_tag
def quota_field(form: forms.Form, row: Row, name: str) -> SafeString:
    """One number of a quota, in its cell of the table."""
    bound = form[f"{name}-{row.quota.pk}"]
    kind = _("At least") if name == "least" else _("At most")
    shown = bound.as_widget(attrs={"aria-label": f"{row.label}: {kind}", "class": "quota-number"})
    if not bound.errors:
        return shown
    return format_html('{}<p class="field-error">{}</p>', shown, bound.errors[0])


@register.simple_tag
def seat_rows(panel: Panel) -> list[tuple[str, Any, Any, float]]:
    """For each quota its name, its people, the seats to expect and the mean chance in percent."""
    labels = value_labels(list(panel.quotas.all()))
    named = {key: f"{feature_label(key[0])}: {label}" for key, label in labels.items()}
    return [
        (
            named.get((row["feature"], row["value"]), row["value"]),
            row["pool"],
            row["expected"],
            100 * row["chance"],
        )
        for row in panel.portfolio.seats
    ]
