"""The way to report something, and words as they are shown to moderators."""

from typing import Any

from django import template

from citizenspring.moderation.kinds import Contribution
from citizenspring.moderation.queries import CaseView
from citizenspring.threads.models import Node

__all__ = ["register"]

register = template.Library()


@register.inclusion_tag("moderation/_report.html")
def report_box(node: Node) -> dict[str, Any]:
    """One click for private details, and a link for everything else."""
    return {"node": node}


@register.inclusion_tag("moderation/_words.html")
def their_words(thing: Contribution) -> dict[str, Any]:
    """A contribution in its own language, with its translations to unfold."""
    return {"thing": thing}


@register.filter
def case_ids(cases: list[CaseView]) -> str:
    """The cases of a group, so that one box chooses them all without scripts."""
    return ",".join(str(view.case.pk) for view in cases)


@register.filter
def of(found: dict[str, Any], key: object) -> Any:
    """The entry of a dict for a key that a template holds."""
    return found.get(str(key))
