"""Words and addresses of opinion maps for their pages."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from citizenspring.opinions import queries
from citizenspring.opinions.models import OpinionMap, Statement, Vote
from citizenspring.opinions.queries import LastVote, Row
from citizenspring.opinions.results import Reading

__all__ = ["register"]

register = template.Library()


@register.simple_tag
def map_url(opinion_map: OpinionMap, name: str, *more: object) -> str:
    return opinion_map.page(name, *more)


@register.inclusion_tag("opinions/_tabs.html", takes_context=True)
def map_tabs(context: template.Context, here: str = "") -> dict[str, Any]:
    """The parts of a map that the visitor may open, the same on each of its pages."""
    opinion_map, visitor = context["map"], context["request"].user
    names = queries.parts_of(opinion_map, visitor)
    labels = {
        "vote": _("Vote"),
        "results": _("Results"),
        "common-ground": _("Common ground"),
        "statements": _("Statements"),
        "log": _("Moderation log"),
        "queue": _("Moderate"),
        "edit": _("Organise"),
    }
    tabs = [(name, opinion_map.page(name), labels[name]) for name in names]
    return {"tabs": tabs, "here": here}


@register.simple_tag
def last_vote_sentence(last: LastVote) -> str:
    """What the visitor has just done, in one sentence that a screen reader says."""
    sentences = {
        Vote.AGREE: _("Your answer was: agree."),
        Vote.DISAGREE: _("Your answer was: disagree."),
        Vote.PASS: _("Your answer was: pass."),
    }
    said = sentences[last.choice]
    if not last.important:
        return said
    return _("%(answer)s It matters a lot to you.") % {"answer": said}


@register.simple_tag
def statement_row(row: Row) -> SafeString:
    """A row of a list, drawn once for each wording and language of the page."""
    return _row_html(row.reading, row.state, get_language() or "fr")


@lru_cache(maxsize=50_000)
def _row_html(reading: Reading, state: str, page_language: str) -> SafeString:
    del page_language  # the words around the statement follow it
    facts = {"reading": reading, "state": state, "state_name": Statement.State(state).label}
    return mark_safe(render_to_string("opinions/_row.html", facts))  # noqa: S308  # because a template made and escaped it
