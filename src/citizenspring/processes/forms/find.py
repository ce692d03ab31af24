"""Finding processes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from citizenspring.city.models import Territory
from citizenspring.processes.models import Process
from citizenspring.processes.queries import Find
from citizenspring.processes.themes import THEMES

__all__ = ["SPOKEN", "FindForm", "commune_choices", "language_choices", "theme_choices"]

# Languages in which a city may write its processes; adding one is adding its code here.
SPOKEN = ("fr", "nl", "en", "ar", "tr", "es", "de", "it", "pt", "pl", "ro", "uk")

Choices = list[tuple[str, Any]]


def language_choices() -> Choices:
    return [(code, LANG_INFO[code]["name_local"].capitalize()) for code in SPOKEN]


def commune_choices() -> Choices:
    communes = Territory.objects.filter(kind=Territory.Kind.COMMUNE).defer("outline", "margins")
    return sorted(((row.code, str(row.name)) for row in communes), key=lambda pair: pair[1])


def _with_any(choices: Callable[[], Choices], words: Any) -> Callable[[], Choices]:
    return lambda: [("", words), *choices()]


def theme_choices() -> Choices:
    return list(THEMES.items())


def state_choices() -> Choices:
    state = Process.State
    return [
        (state.OPEN, _("Open now")),
        ("decided", _("Decided")),
        (state.CLOSED, _("Closed")),
    ]


class FindForm(forms.Form):
    """Find processes; sent by GET, so an address with its answers can be shared."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Words"),
        help_text=_("Searches questions, summaries and outcomes, not statements."),
        required=False,
        max_length=200,
    )
    commune = forms.ChoiceField(
        label=_("Commune"),
        required=False,
        choices=_with_any(commune_choices, _("All communes")),
    )
    theme = forms.ChoiceField(
        label=_("Theme"), required=False, choices=_with_any(theme_choices, _("All themes"))
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=_with_any(language_choices, _("All languages")),
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=_with_any(state_choices, _("All states"))
    )

    def filters(self) -> list[forms.BoundField]:
        """Every field but the words."""
        return [bound for bound in self if bound.name != "q"]

    def wanted(self) -> Find:
        """What is asked; a part that makes no sense asks nothing and is shown as wrong."""
        self.is_valid()
        asked = self.cleaned_data
        return Find(
            words=asked.get("q", ""),
            territory=asked.get("commune", ""),
            theme=asked.get("theme", ""),
            language=asked.get("language", ""),
            state=asked.get("state", ""),
        )
