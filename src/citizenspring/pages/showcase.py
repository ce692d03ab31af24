"""Invented content that shows every component on one page."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

__all__ = ["content"]


class ExampleForm(forms.Form):
    concern = forms.CharField(
        label=_("What worries you in your street?"),
        help_text=_("One thing at a time. Other people will read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    commune = forms.ChoiceField(
        label=_("Your commune"),
        choices=[("anderlecht", "Anderlecht"), ("ixelles", "Ixelles / Elsene")],
        required=False,
    )
    step = forms.ChoiceField(
        label=_("What would you do?"),
        widget=forms.RadioSelect,
        choices=[("come", _("Come")), ("help", _("Help")), ("host", _("Host a table"))],
    )
    tell_me = forms.BooleanField(label=_("Tell me what becomes of it"), required=False)


def _phases(today: date) -> list[SimpleNamespace]:
    def phase(name: Any, start: int, end: int, *, vague: bool = False) -> SimpleNamespace:
        return SimpleNamespace(
            name=name,
            starts_on=today + timedelta(days=start),
            ends_on=today + timedelta(days=end),
            is_approximate=vague,
        )

    return [
        phase(_("Listening"), -40, -12),
        phase(_("Finding common ground"), -11, 20),
        phase(_("Answer of the commune"), 21, 60),
        phase(_("First trial street"), 90, 200, vague=True),
    ]


def _thread(today: date) -> list[dict[str, Any]]:
    return [
        {
            "title": _("“The square is an oven from noon on.”"),
            "icon": "messages-square",
            "verb": _("You wrote this"),
            "at": today - timedelta(days=30),
        },
        {
            "title": _("Shade where people wait"),
            "icon": "git-merge",
            "verb": _("It was grouped into"),
            "reason": _("Four statements ask for shade at stops and squares."),
            "at": today - timedelta(days=12),
            "by": _("The facilitators"),
        },
        {
            "title": _("An answer is due by the end of the month"),
            "is_waiting": True,
            "verb": _("Next"),
        },
    ]


def content() -> dict[str, Any]:
    today = localdate()
    groups = [("A", _("Trees first")), ("B", _("Keep the parking")), ("C", _("Water for children"))]
    return {
        "form": ExampleForm(),
        "wrong_form": ExampleForm({"concern": "", "step": "come", "tell_me": "on"}),
        "phases": _phases(today),
        "thread": _thread(today),
        "page": Paginator(range(400), 20).page(4),
        "groups": [*groups, ("D", _("Not in my street")), ("E", _("Ask us again"))],
        "bars": [("Anderlecht", 214), ("Molenbeek", 187), ("Ixelles", 96), ("Jette", 41)],
        "tabs": [
            (_("Common ground"), "/components/"),
            (_("What bridges"), "/components/?part=bridges"),
            (_("What divides"), "/components/?part=divides"),
        ],
        "today": today,
    }
