"""What visitors send: an answer, an address, whether they did it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citizenspring.city.models import Territory
from citizenspring.city.queries import commune_choices
from citizenspring.people.addresses import clean_address
from citizenspring.processes.texts import as_text

from .models import LONGEST_WORDS, OUTSIDE, Answer, MoodCheck, Question, Rung
from .queries.results import AGES, FACES
from .services import AnswerFacts

__all__ = ["AddressForm", "AnswerForm", "CodeForm"]

NOT_OFFERED = {"invalid_choice": _("Choose one of the answers that are offered.")}


def home_choices() -> list[tuple[str, Any]]:
    return [("", _("Choose …")), *commune_choices(), (OUTSIDE, _("Outside the city"))]


def clean_mail(form: forms.Form, name: str) -> str:
    """The address as written to, or the form's own error beside the field."""
    written = str(form.cleaned_data.get(name) or "")
    return clean_address(written) if written.strip() else ""


class AnswerForm(forms.Form):
    """The questions of one mood check, where she lives, and how her answer is confirmed."""

    use_required_attribute = False

    home = forms.ChoiceField(
        label=_("Where do you live?"),
        choices=home_choices,
        error_messages={
            "required": _("Choose your commune, or “Outside the city”."),
            "invalid_choice": _("Choose your commune, or “Outside the city”."),
        },
    )
    email = forms.CharField(
        label=_("Your mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
        help_text=_(
            "We send one link to it: your answer counts once you open it. The address is not "
            "shown to anybody."
        ),
    )
    wants_news = forms.BooleanField(
        label=_("Write to me about what becomes of this mood check"), required=False
    )

    def __init__(self, mood: MoodCheck, *args: Any, has_mail: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mood = mood
        self.questions = list(mood.questions.all())
        asked = {question.field: _field(question) for question in self.questions}
        if mood.asks_age:
            choices = [("", _("I do not say")), *AGES.items()]
            asked["age"] = forms.ChoiceField(
                label=_("How old are you?"),
                choices=choices,
                required=False,
                error_messages=NOT_OFFERED,
            )
        if has_mail:
            del self.fields["email"]
        self.fields = {**asked, **self.fields}

    @staticmethod
    def known(answer: Answer) -> dict[str, Any]:
        """What the form is filled with for someone who has answered."""
        words = {f"q{remark.question.number}": remark.text for remark in answer.remarks.all()}
        said = {f"q{number}": value for number, value in answer.said.items()}
        shown = {"home": answer.place, "age": answer.age, "wants_news": answer.wants_news}
        return {**shown, **said, **words}

    def asked(self) -> list[tuple[Question, forms.BoundField]]:
        return [(question, self[question.field]) for question in self.questions]

    def clean_email(self) -> str:
        return clean_mail(self, "email")

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        if not any(asked.get(question.field) for question in self.questions):
            raise ValidationError(_("Answer at least one question."), code="empty")
        return asked

    def facts(self) -> AnswerFacts:
        asked = self.cleaned_data
        said, words = {}, {}
        for question in self.questions:
            value = asked.get(question.field)
            if value and question.kind == Question.Kind.OPEN:
                words[question.number] = str(value)
            elif value:
                said[question.number] = int(value)
        code = asked["home"]
        home = None if code == OUTSIDE else Territory.objects.get(code=code)
        age = asked.get("age", "")
        language = get_language() or "fr"
        return AnswerFacts(said, home, words, age, language, wants_news=asked["wants_news"])


def _field(question: Question) -> forms.Field:
    if question.kind == Question.Kind.OPEN:
        area = forms.Textarea({"rows": 3, "maxlength": LONGEST_WORDS, "dir": "auto"})
        return forms.CharField(
            label=question.text, required=False, max_length=LONGEST_WORDS, widget=area
        )
    choices: Any = {
        Question.Kind.MOOD: list(FACES.items()),
        Question.Kind.LADDER: [(rung.value, rung.label) for rung in Rung],
        Question.Kind.CHOICE: list(enumerate(map(str, map(as_text, question.options)), 1)),
    }[Question.Kind(question.kind)]
    return forms.ChoiceField(
        label=question.text,
        required=False,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages=NOT_OFFERED,
    )


class AddressForm(forms.Form):
    """Where to send the link that confirms an answer."""

    use_required_attribute = False

    email = forms.CharField(
        label=_("Your mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )

    def clean_email(self) -> str:
        return clean_mail(self, "email")


class CodeForm(forms.Form):
    """The code that a person shows to a verifier."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("Code that the person shows"),
        max_length=20,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "dir": "ltr"}
        ),
    )
