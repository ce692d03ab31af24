"""Words and addresses of mood checks for their pages."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from citizenspring.mood import queries
from citizenspring.mood.models import MoodCheck, Question
from citizenspring.mood.queries.standing import Standing
from citizenspring.processes.kinds import kind_named

__all__ = ["register"]

register = template.Library()

# Mouths of five faces, drawn between the eyes and the chin of a circle of 32.
MOUTHS = {
    1: "M9 25q7-9 14 0",
    2: "M10 24q6-4 12 0",
    3: "M10 22.500h12",
    4: "M10 21q6 5 12 0",
    5: "M9 20q7 10 14 0z",
}


@register.simple_tag
def mood_url(mood: MoodCheck, name: str, *more: object) -> str:
    return mood.page(name, *more)


@register.simple_tag
def gathering_from(mood: MoodCheck) -> str:
    """Where a gathering that follows from the check is called; the stage above offers the page."""
    page = reverse(kind_named("gathering").new_url_name, args=[mood.activity.process.slug])
    return f"{page}?{urlencode({'mood': mood.activity.slug})}"


@register.simple_tag
def mouth(value: object) -> str:
    """The drawing of a face's mouth, from 1 (very bad) to 5 (very good)."""
    return MOUTHS.get(int(str(value)), MOUTHS[3])


@register.simple_tag
def ask_on(question: Question, value: object) -> Any:
    """What a rung asks of a person, by language."""
    options = question.options
    number = int(str(value))
    return options[number - 1] if number <= len(options) else ""


@register.simple_tag
def mood_name(question: Question, value: object) -> Any:
    """What a value of a question is called."""
    return queries.label_of(question, int(str(value)))


@register.inclusion_tag("mood/_tabs.html", takes_context=True)
def mood_tabs(context: template.Context, here: str = "") -> dict[str, Any]:
    """The parts of a mood check that the visitor may open, the same on each of its pages."""
    mood, visitor = context["mood"], context["request"].user
    labels = {
        "answer": _("Answer"),
        "results": _("Results"),
        "words": _("In people's words"),
        "paper": _("Paper"),
        "verify": _("Confirm in person"),
        "edit": _("Organise"),
    }
    names = queries.parts_of(mood, visitor)
    return {"tabs": [(name, mood.page(name), labels[name]) for name in names], "here": here}


@register.inclusion_tag("mood/_forecast.html")
def mood_forecast(standing: Standing) -> dict[str, Any]:
    """Where the answers are going, in one sentence."""
    return {"standing": standing, "forecast": standing.forecast}
