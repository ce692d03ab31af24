"""The way around the site: main navigation, links of the footer, the visitor's own door."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

__all__ = ["register"]

register = template.Library()

PLACE_OF_TOKEN = "place-of-the-form-token"  # noqa: S105  # it is where a token will stand
PLACE_OF_ADDRESS = "place-of-the-address"

MAIN = (
    ("processes:processes", _("Processes")),
    ("threads:mine", _("My contributions")),
    ("ledger:record", _("Public record")),
    ("pages:about", _("What is this?")),
)
FOOT = (
    ("pages:about", _("What is this?")),
    ("people:rules", _("Who may do what")),
    ("moderation:log", _("Moderation")),
    ("ledger:record", _("Public record")),
    ("pages:accessibility", _("Accessibility")),
    ("pages:source", _("Source code")),
)

# Nobody who has just signed in wants to come back to these.
DOORS = ("/sign-in/", "/sign-out/", "/mailbox/", "/demo/")


@lru_cache(maxsize=2)
def _addresses(places: Any) -> list[tuple[str, Any, bool]]:
    found = []
    for place, name in places:
        try:
            # On a phone the footer is near enough for the last of them.
            found.append((reverse(place), name, place == "pages:about"))
        except NoReverseMatch:
            continue
    return found


def _links(places: Any, here: str) -> list[dict[str, Any]]:
    return [
        {
            "address": address,
            "name": name,
            "is_here": here.startswith(address),
            "is_further": is_further,
        }
        for address, name, is_further in _addresses(places)
    ]


@register.simple_tag(takes_context=True)
def sign_in_address(context: template.Context) -> str:
    """The door, with the way back to the page on which the link stands."""
    door = reverse("account_login")
    request = context.get("request")
    if request is None or request.method != "GET":
        return door
    back = request.get_full_path()
    if request.path.startswith(DOORS):
        back = request.GET.get("next", "")
    return f"{door}?{urlencode({'next': back})}" if back else door


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[dict[str, Any]]:
    return _links(MAIN, context["request"].path if "request" in context else "")


@register.simple_tag(takes_context=True)
def footer_links(context: template.Context) -> list[dict[str, Any]]:
    return _links(FOOT, context["request"].path if "request" in context else "")


@register.simple_tag(takes_context=True)
def preferences(context: template.Context) -> SafeString:
    """The forms for language and look: drawn once for each, then completed for this visitor."""
    request = context.get("request")
    here = request.get_full_path() if request else ""
    drawn = _preferences(get_language() or "", context.get("theme", ""))
    token = str(context.get("csrf_token", ""))
    whole = drawn.replace(PLACE_OF_TOKEN, escape(token)).replace(PLACE_OF_ADDRESS, escape(here))
    return mark_safe(whole)  # noqa: S308  # because a template made it and both pieces are escaped


@lru_cache(maxsize=100)
def _preferences(language: str, theme: str) -> str:
    facts = {"theme": theme, "csrf_token": PLACE_OF_TOKEN, "here": PLACE_OF_ADDRESS}
    with override(language):
        return render_to_string("components/preferences.html", facts)
