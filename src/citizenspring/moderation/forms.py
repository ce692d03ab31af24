"""What visitors and moderators send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import LONGEST_REASON, LONGEST_WORDS
from .reasons import Ground

__all__ = ["AnswerForm", "AppealForm", "DecisionForm", "ReportForm"]

PUBLIC = _("Everybody can read it for good. Do not repeat private details in it.")
LINES = {"rows": 3, "dir": "auto"}


class ReportForm(forms.Form):
    """Why something is reported, and more if one wishes."""

    ground = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={
            name: _("Choose what is wrong. If nothing fits, take “Something else”.")
            for name in ("required", "invalid_choice")
        },
    )
    words = forms.CharField(
        label=_("Tell us more"),
        help_text=_("Only moderators read it, without your name."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(LINES),
    )


class DecisionForm(forms.Form):
    """One reason for one or several contributions."""

    ground = forms.ChoiceField(
        label=_("Rule"), required=False, choices=[("", _("Choose if you hide")), *Ground.choices]
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=PUBLIC,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({**LINES, "rows": 2, "maxlength": LONGEST_REASON}),
    )

    def __init__(self, *args: Any, hides: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].required = hides
        for name in ("required", "invalid_choice"):
            self.fields["ground"].error_messages[name] = _(
                "Choose the rule that was broken, then press again."
            )
        self.fields["reason"].error_messages["required"] = _(
            "Write the reason. Everybody can read it in the moderation log."
        )


class AnswerForm(forms.Form):
    """The public reason of a second moderator."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=PUBLIC,
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({**LINES, "rows": 2, "maxlength": LONGEST_REASON}),
    )


class AppealForm(forms.Form):
    """Why the author thinks that the decision is wrong."""

    words = forms.CharField(
        label=_("Why is the decision wrong?"),
        help_text=_("Only moderators read your words. Their answer and its reason are public."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({**LINES, "rows": 4, "maxlength": LONGEST_WORDS}),
    )
