"""Words for nodes and for ways of taking part."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citizenspring.common.templatetags.look import text_direction
from citizenspring.threads.kinds import node_kind
from citizenspring.threads.models import Node, Part

__all__ = ["register"]

register = template.Library()

YOURS = {
    Part.Kind.WROTE: _("You wrote this"),
    Part.Kind.SUPPORTED: _("You supported this"),
    Part.Kind.VOTED: _("You voted on this"),
    Part.Kind.SAT_AT: _("You sat at this table"),
    Part.Kind.SIGNED_ON_PAPER: _("You signed this on paper"),
}


@register.filter
def node_title(node: Node) -> SafeString:
    """The title, with ``lang`` and ``dir`` when it is not in the page's language."""
    language = node.title_language
    if language == get_language():
        return format_html("{}", node.title_here)
    direction = text_direction(language)
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction, node.title_here)


@register.filter
def node_label(kind: str) -> str:
    return str(node_kind(kind).label)


@register.filter
def part_words(kind: Part.Kind) -> str:
    return str(YOURS[kind])
