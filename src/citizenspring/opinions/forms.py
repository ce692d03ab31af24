"""What visitors send about statements."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citizenspring.moderation.models import Decision

from .languages import is_another_script, language_choices, translation_targets
from .models import LONGEST_STATEMENT, Statement

__all__ = ["AlikeForm", "GroundForm", "ModerationForm", "StatementForm", "TranslationForm"]


ACTS = Decision.Act.SHOWN, Decision.Act.HIDDEN, Decision.Act.MERGED


class WrittenForm(forms.Form):
    """A text and the language it is written in."""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if is_another_script(said.get("text", ""), said.get("language", "")):
            sentence = _("This looks like another script: choose the language you wrote in.")
            self.add_error("language", sentence)
        return said


class StatementForm(WrittenForm):
    """A statement of one's own; lengths are checked by the act, which keeps what was typed."""

    text = forms.CharField(
        label=_("Your statement"),
        help_text=_("One idea in one sentence, at most 140 characters if you can."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_STATEMENT, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of your statement"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["language"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = language_choices()
        choice.initial = get_language() or "fr"


class TranslationForm(WrittenForm):
    """A statement in another language."""

    language = forms.ChoiceField(label=_("Language of the translation"))
    text = forms.CharField(
        label=_("Translation"),
        help_text=_("Say the same, neither more nor less."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2 * LONGEST_STATEMENT, "dir": "auto"}),
    )

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["language"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = translation_targets(statement.language)
        choice.initial = get_language() or "fr"


class ModerationForm(forms.Form):
    """What a moderator does with a statement, and why."""

    act = forms.ChoiceField(choices=[(act, act.label) for act in ACTS], widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody can read it for good. Do not repeat private details in it."),
        max_length=500,
    )
    into = forms.IntegerField(
        label=_("Merge into statement number"),
        help_text=_("Only to merge: the number of the statement that says the same."),
        required=False,
        min_value=0,
        max_value=10**8,
    )


class AlikeForm(forms.Form):
    """What a moderator makes of answers that are all alike."""

    is_one_hand = forms.TypedChoiceField(
        label=_("What do you decide?"),
        choices=[
            ("yes", _("They may be one hand: show everybody the result with and without them")),
            ("no", _("Nothing is wrong with them: many people may simply agree")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody can read it for good. Do not repeat private details in it."),
        max_length=500,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )


class GroundForm(forms.Form):
    """Which statements are common ground, under which name and why."""

    title = forms.CharField(label=_("Name of the common ground"), max_length=200)
    numbers = forms.TypedMultipleChoiceField(
        label=_("Statements"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Why these statements: it stays with each of them for good."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = self.fields["numbers"]
        assert isinstance(numbers, forms.TypedMultipleChoiceField)
        numbers.choices = choices
