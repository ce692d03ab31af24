"""Organisers' texts in the reader's language, marked with their own where that differs."""

import re
from collections.abc import Iterable

from django import template
from django.template.defaultfilters import linebreaks_filter
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from citizenspring.common.templatetags.look import text_direction
from citizenspring.processes.kinds import kind_named
from citizenspring.processes.models import Activity, Phase
from citizenspring.processes.texts import Text, in_languages, main_language
from citizenspring.processes.themes import theme_name as name_of_theme
from citizenspring.processes.themes import tone as tone_of_themes
from citizenspring.processes.times import approximately

__all__ = ["register"]

register = template.Library()


# French puts a space before these signs, and no line may begin with one of them.
HIGH_SIGNS = re.compile(" (?=[:;!?»])")


def _marked(tag: str, words: str, language: str) -> SafeString:
    if language == "fr":
        words = mark_safe(HIGH_SIGNS.sub("\u00a0", conditional_escape(words)))  # noqa: S308  # because it was escaped in this line
    if language == get_language():
        return format_html("{}", words)
    return format_html(
        '<{} lang="{}" dir="{}">{}</{}>', tag, language, text_direction(language), words, tag
    )


@register.filter
def spoken(text: Text | None) -> SafeString:
    """The words, with ``lang`` and ``dir`` when they are not in the page's language."""
    known = in_languages(text or "")
    language = main_language(known, [get_language() or ""])
    return _marked("span", known.get(language, ""), language)


@register.filter
def spoken_paragraphs(text: Text | None) -> SafeString:
    known = in_languages(text or "")
    language = main_language(known, [get_language() or ""])
    return _marked("div", linebreaks_filter(known.get(language, "")), language)


@register.filter
def theme_name(slug: str) -> str:
    return name_of_theme(slug)


@register.filter
def theme_names(slugs: Iterable[str]) -> str:
    return ", ".join(name_of_theme(slug) for slug in slugs)


@register.filter
def tone(themes: Iterable[str]) -> str:
    return tone_of_themes(themes)


@register.filter
def kind_label(activity: Activity) -> str:
    return str(kind_named(activity.kind).label)


@register.filter
def kind_icon(activity: Activity) -> str:
    return kind_named(activity.kind).icon


@register.filter
def rough_time(phase: Phase) -> str:
    return approximately(phase.starts_on, phase.ends_on)
