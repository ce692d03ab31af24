"""The way around the site: main navigation, links of the footer, the visitor's own door."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

__all__ = ["register"]

register = template.Library()

MAIN = (
    ("processes:processes", _("Processes")),
    ("threads:mine", _("My contributions")),
    ("ledger:record", _("Public record")),
    ("pages:about", _("What is this?")),
)
FOOT = (
    ("pages:about", _("What is this?")),
    ("people:rules", _("Who may do what")),
    ("ledger:record", _("Public record")),
    ("pages:accessibility", _("Accessibility")),
    ("pages:source", _("Source code")),
)


def _links(places: Any, here: str) -> list[dict[str, Any]]:
    found = []
    for place, name in places:
        try:
            address = reverse(place)
        except NoReverseMatch:
            continue
        link = {"address": address, "name": name, "is_here": here.startswith(address)}
        # On a phone the footer is near enough for it.
        found.append(link | {"is_further": place == "pages:about"})
    return found


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[dict[str, Any]]:
    return _links(MAIN, context["request"].path if "request" in context else "")


@register.simple_tag(takes_context=True)
def footer_links(context: template.Context) -> list[dict[str, Any]]:
    return _links(FOOT, context["request"].path if "request" in context else "")
