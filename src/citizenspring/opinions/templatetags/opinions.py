"""Words and addresses of opinion maps for their pages."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from citizenspring.opinions.models import OpinionMap, Statement, Vote
from citizenspring.opinions.queries import LastVote, Row
from citizenspring.opinions.results import Reading

__all__ = ["register"]

register = template.Library()


@register.simple_tag
def map_url(opinion_map: OpinionMap, name: str, *more: object) -> str:
    return opinion_map.page(name, *more)


@register.simple_tag
def last_vote_sentence(last: LastVote) -> str:
    """What the visitor has just done, in one sentence that a screen reader says."""
    sentences = {
        Vote.AGREE: _("You agree with statement %(number)s."),
        Vote.DISAGREE: _("You disagree with statement %(number)s."),
        Vote.PASS: _("You passed on statement %(number)s."),
    }
    said = sentences[last.choice] % {"number": last.number}
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
