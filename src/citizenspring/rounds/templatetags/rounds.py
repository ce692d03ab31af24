"""Parts of a method, and times of a round, in templates."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django import template

from citizenspring.rounds import words
from citizenspring.rounds.models import Run
from citizenspring.rounds.queries import method_of

__all__ = ["as_time", "clock_left", "entry_name", "method_text", "mode_name", "run_name", "run_url"]

register = template.Library()


@register.filter
def method_text(texts: Mapping[str, str]) -> str:
    return words.in_words(texts)


@register.filter
def mode_name(mode: str) -> str:
    return str(words.MODES[mode])


@register.filter
def entry_name(kind: str) -> str:
    return str(words.ENTRIES[kind])


@register.filter
def clock_left(seconds: float) -> str:
    return words.minutes(seconds)


@register.filter
def as_time(seconds: float | None) -> datetime | None:
    """Seconds since 1970 as a moment that templates can show."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


@register.filter
def run_name(run: Run) -> str:
    return words.in_words(method_of(run).name)


@register.simple_tag
def run_url(run: Run, name: str, *more: object) -> str:
    """The address of one of a run's pages."""
    return run.page(name, *more)
