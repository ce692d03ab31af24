"""The answer to a letter, and the receipt that leads back to it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citizenspring.panels.features import feature_label
from citizenspring.panels.models import Panel, Volunteer
from citizenspring.panels.queries import quota_table
from citizenspring.panels.services import AnswerFacts

__all__ = ["AnswerForm", "KeyInForm", "ReceiptForm"]

CODE = {"autocomplete": "off", "autocapitalize": "characters", "dir": "ltr", "spellcheck": "false"}
QUESTIONS = {
    "commune": _("Where do you live?"),
    "age": _("How old are you?"),
    "gender": _("Your gender"),
    "language": _("Which language do you speak best?"),
    "education": _("Your schooling"),
}
CHOOSE = ("", _("Choose"))
NEEDED = _("Answer this too: without it nobody is drawn fairly.")


class AnswerForm(forms.Form):
    """Yes with what a fair draw needs, or no with nothing but the code."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("The code of your letter"), max_length=30, widget=forms.TextInput(CODE)
    )
    answer = forms.ChoiceField(
        label=_("Do you want to take part in the draw?"),
        choices=[("yes", _("Yes, I want to")), ("no", _("No, thank you"))],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Only the organisers read it."),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": NEEDED},
    )
    mail = forms.EmailField(label=_("Your mail address"), required=False)
    phone = forms.CharField(
        label=_("Your telephone number"),
        help_text=_("A mail address or a number, so that you hear if you are drawn."),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel", "dir": "ltr"}),
    )

    def __init__(self, panel: Panel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: dict[str, str] = {}
        for number, (feature, _name, rows) in enumerate(quota_table(panel)):
            name = f"about-{number}"
            self.asked[name] = feature
            choices = sorted((row.quota.value, row.label) for row in rows)
            if feature == "commune":
                choices.sort(key=lambda pair: pair[1])
            self.fields[name] = forms.ChoiceField(
                label=QUESTIONS.get(feature, feature_label(feature)),
                choices=[CHOOSE, *choices],
                error_messages={"required": NEEDED},
            )
        if self.data.get("answer") == "no":
            for name in ("name", *self.asked):
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("answer") != "yes":
            return said
        if not said.get("mail") and not said.get("phone") and "mail" not in self.errors:
            self.add_error("mail", _("Write a mail address or a telephone number."))
        return said

    def facts(self) -> AnswerFacts | None:
        said = self.cleaned_data
        if said["answer"] != "yes":
            return None
        return AnswerFacts(
            name=said["name"],
            values={feature: said[name] for name, feature in self.asked.items()},
            mail=said["mail"],
            phone=said["phone"],
            language=said.get("language") or get_language() or settings.LANGUAGE_CODE,
        )


class KeyInForm(AnswerForm):
    """The same, as a member of the team keys it in."""

    channel = forms.ChoiceField(
        label=_("How did the answer come?"),
        choices=[
            (one.value, one.label) for one in Volunteer.Channel if one != Volunteer.Channel.ONLINE
        ],
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class ReceiptForm(forms.Form):
    use_required_attribute = False

    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_("Ten signs; you got them when you answered your letter."),
        max_length=20,
        widget=forms.TextInput(CODE),
    )
