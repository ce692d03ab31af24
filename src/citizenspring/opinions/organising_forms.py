"""The organiser's forms: a new opinion map, and one that exists."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from citizenspring.processes.forms import ActivityForm

from .errors import StatementEmpty, StatementTooLong
from .languages import language_choices
from .models import OpinionMap
from .services import clean_text

__all__ = ["EditMapForm", "NewMapForm"]

RULES = "moderation", "shows_results_while_open", "smallest_group", "mode", "allow_statements"


class EditMapForm(ActivityForm):
    """Words and dates, and how the map counts; the latter is fixed once it has opened."""

    moderation = forms.ChoiceField(
        label=_("Moderation"),
        choices=OpinionMap.Moderating.choices,
        initial=OpinionMap.Moderating.AFTER,
        widget=forms.RadioSelect,
    )
    allow_statements = forms.BooleanField(
        label=_("People may add statements"), required=False, initial=True
    )
    shows_results_while_open = forms.BooleanField(
        label=_("Show the results while people still vote"), required=False, initial=True
    )
    smallest_group = forms.IntegerField(
        label=_("Smallest group to show"),
        help_text=_("Figures of fewer people than this stay hidden, to protect them."),
        initial=10,
        min_value=3,
        max_value=1000,
    )
    mode = forms.ChoiceField(
        label=_("How groups are found"),
        choices=OpinionMap.Mode.choices,
        initial=OpinionMap.Mode.OWN,
    )

    def rules(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in RULES}


class NewMapForm(EditMapForm):
    """A new map with its first statements, one per line."""

    seeds = forms.CharField(
        label=_("First statements"),
        help_text=_(
            "One per line, from 10 to 30 if you can. Begin a line with nl: or fr: when it is in "
            "another language than the one below."
        ),
        required=False,
        widget=forms.Textarea({"rows": 10, "dir": "auto"}),
    )
    seed_language = forms.ChoiceField(label=_("Language of these statements"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["seed_language"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = language_choices()
        choice.initial = get_language() or "fr"

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        known = {code for code, _name in language_choices()}
        asked["seeds"] = list(self._seeds(asked, known))
        return asked

    def _seeds(self, asked: dict[str, Any], known: set[str]) -> Any:
        lines = str(asked.get("seeds") or "").splitlines()
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            code, colon, rest = line.strip().partition(":")
            foreign = colon and code.strip().lower() in known
            language = code.strip().lower() if foreign else asked.get("seed_language", "fr")
            text = rest if foreign else line
            try:
                yield language, clean_text(text)
            except (StatementEmpty, StatementTooLong) as refusal:
                sentence = gettext("Line %(number)s: %(problem)s")
                problem = sentence % {"number": number, "problem": refusal}
                self.add_error("seeds", ValidationError(problem, code=refusal.code))
