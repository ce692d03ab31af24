"""The components of every page, as template tags; docs/reference/components.md shows each."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from babel import Locale, UnknownLocaleError
from django import template
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext, gettext_lazy

__all__ = ["register"]

register = template.Library()

STATES = {
    "open": ("circle-check", gettext_lazy("Open")),
    "soon": ("hourglass", gettext_lazy("Soon")),
    "closed": ("lock", gettext_lazy("Closed")),
    "answered": ("messages-square", gettext_lazy("Answered")),
    "overdue": ("triangle-alert", gettext_lazy("Overdue")),
    "draft": ("pencil", gettext_lazy("Draft")),
}
CALLOUTS = {
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "error": "circle-x",
}
TURNING = {"arrow-right", "arrow-left", "chevron-right", "arrow-up-right"}
VOTES = (
    ("agree", "check", gettext_lazy("Agree")),
    ("disagree", "x", gettext_lazy("Disagree")),
    ("pass", "skip-forward", gettext_lazy("Pass")),
)
CARDS = (RadioSelect, CheckboxSelectMultiple)


@register.simple_tag
def icon(name: str, label: str = "", *, turns: bool = False) -> SafeString:
    """A drawing of the sprite; with a label it speaks, and with ``turns`` it follows the text."""
    return _drawing(name, str(label), turns=turns)


@lru_cache(maxsize=1000)
def _drawing(name: str, label: str, *, turns: bool) -> SafeString:
    drawing = format_html(
        '<use href="{}#{}"></use>',
        static("icons/sprite.svg"),
        name,
    )
    css = "icon icon--way" if turns or name in TURNING else "icon"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}">{}</svg>', css, label, drawing
        )
    return format_html('<svg class="{}" aria-hidden="true">{}</svg>', css, drawing)


@register.filter
def language_name(code: str) -> str:
    """A language by its own name: ``nl`` is Nederlands."""
    known = LANG_INFO.get(code) or LANG_INFO.get(code.split("-", maxsplit=1)[0])
    name = known["name_local"] if known and "name_local" in known else code
    return name[:1].upper() + name[1:]


@register.filter
def language_here(code: str) -> str:
    """A language as the reader's language calls it within a sentence: ``nl`` is néerlandais."""
    try:
        here = Locale.parse(get_language() or settings.LANGUAGE_CODE, sep="-")
        spoken = Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return language_name(code)
    names = [f"{spoken.language}_{spoken.script}", spoken.language]
    found = (here.languages.get(name) for name in names)
    return next(filter(None, found), language_name(code))


@register.filter
def grouped(number: float) -> str:
    """A number with its thousands apart, as the reader's language writes it."""
    return number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def text_direction(code: str) -> str:
    """``rtl`` for Arabic and its like, otherwise ``ltr``."""
    known = LANG_INFO.get(code.split("-", maxsplit=1)[0])
    return "rtl" if known and known.get("bidi") else "ltr"


@register.simple_tag
def said(text: str, language: str = "") -> SafeString:
    """Words of a person, with their language where it is known and is not the page's."""
    if language and language == get_language():
        return format_html("{}", text)
    if not language:
        return format_html('<span dir="auto">{}</span>', text)
    shown = language, text_direction(language), text
    return format_html('<span lang="{}" dir="{}">{}</span>', *shown)


@register.inclusion_tag("components/button.html")
def button(label: str, kind: str = "primary", icon: str = "", **names: str) -> dict[str, Any]:
    """A button that sends its form; ``name`` and ``value`` say which one was pressed."""
    return {"label": label, "kind": kind, "icon": icon, **names}


@register.inclusion_tag("components/button.html")
def button_link(
    label: str, address: str, kind: str = "primary", icon: str = "", size: str = ""
) -> dict[str, Any]:
    return {"label": label, "address": address, "kind": kind, "icon": icon, "size": size}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field of a form: label, help, what was typed, and its error beside it."""
    widget = bound.field.widget
    return {
        "field": bound,
        "is_cards": isinstance(widget, CARDS),
        "is_single_box": isinstance(widget, CheckboxInput),
    }


@register.inclusion_tag("components/badge.html")
def badge(state: str, label: str = "") -> dict[str, Any]:
    found, name = STATES.get(state, ("", state))
    return {"state": state, "icon": found, "label": label or name}


@register.inclusion_tag("components/vote_buttons.html")
def vote_buttons(chosen: str = "", name: str = "vote") -> dict[str, Any]:
    """Agree, disagree, pass: told apart by shape, colour, icon and word."""
    return {"votes": VOTES, "chosen": chosen, "name": name}


def _where(starts_on: date, ends_on: date, today: date) -> str:
    if ends_on < today:
        return "past"
    return "now" if starts_on <= today else "coming"


@register.inclusion_tag("components/timeline.html")
def timeline(phases: Iterable[Any], today: date | None = None) -> dict[str, Any]:
    """Phases with ``name``, ``starts_on``, ``ends_on`` and ``is_approximate``, in order."""
    day = today or localdate()
    return {"steps": [(phase, _where(phase.starts_on, phase.ends_on, day)) for phase in phases]}


@register.inclusion_tag("components/statement.html")
def statement(text: str, language: str = "", original: str = "", **facts: Any) -> dict[str, Any]:
    """A statement in the reader's language, and beside it the original with its language."""
    return {"text": text, "language": language, "original": original, **facts}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", address: str = "", label: str = "") -> dict[str, Any]:
    return {"title": title, "text": text, "address": address, "label": label}


@register.simple_block_tag
def callout(content: SafeString, kind: str = "info") -> SafeString:
    """A remark that must not be missed: info, success, warning or error."""
    return format_html(
        '<div class="callout callout--{}">{}<div>{}</div></div>',
        kind,
        icon(CALLOUTS.get(kind, "info")),
        content,
    )


@register.simple_block_tag
def fold(content: SafeString, summary: str, *, is_open: bool = False) -> SafeString:
    """Something to unfold, that works without scripts."""
    return format_html(
        '<details class="fold"{}><summary>{}</summary><div>{}</div></details>',
        " open" if is_open else "",
        summary,
        content,
    )


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*steps: Any) -> dict[str, Any]:
    """Names and addresses in turn; the last name has no address: it is this page."""
    return {"steps": list(zip_longest(steps[::2], steps[1::2]))}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Links to the pages of a list; filters in the address stay."""
    query = context["request"].GET.copy()
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)

    def address(number: int | str) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    links = [(number, address(number) if isinstance(number, int) else "") for number in numbers]
    return {
        "page": page,
        "links": links,
        "previous": address(page.number - 1),
        "next": address(page.number + 1),
    }


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Sequence[Any]], current: str = "", label: str = "") -> dict[str, Any]:
    """Links as tabs: each item is a name and an address; ``current`` is the address shown."""
    return {"items": items, "current": current, "label": label or gettext("Parts of this page")}


@register.inclusion_tag("components/thread_chain.html")
def thread_chain(steps: Iterable[Any]) -> dict[str, Any]:
    """What became of it: steps with ``title``, and where known ``icon``, ``address``, ``verb``,
    ``reason``, ``at``, ``by`` and ``is_waiting``.
    """  # noqa: D205  # the list of names is one sentence
    return {"steps": steps}


@register.inclusion_tag("components/record_stamp.html")
def record_stamp(index: int, at: Any = None, address: str = "") -> dict[str, Any]:
    """The seal of an entry of the public record."""
    return {"index": index, "at": at, "address": address}


@register.inclusion_tag("components/stat.html")
def stat(value: Any, label: str) -> dict[str, Any]:
    """A figure in large; stands inside ``<dl class="stats">``."""
    return {"value": value, "label": label}
