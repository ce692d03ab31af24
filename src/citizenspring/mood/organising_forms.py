"""The organiser's forms: a mood check, its questions, a wave, a gathering, paper answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from citizenspring.city.models import Territory
from citizenspring.processes.forms import ActivityForm, FormInLanguages, Words
from citizenspring.processes.forms.times import LocalMoment
from citizenspring.processes.models import Process

from .forms import AnswerForm, clean_mail
from .models import MoodCheck, Question, Rung
from .services import GatheringFacts, MoodRules, PaperFacts, QuestionFacts

__all__ = ["GatheringForm", "MoodForm", "PaperForm", "QuestionForm", "WaveForm", "target_choices"]

# Shares of the residents that real campaigns reached, from a neighbourhood's to a city's.
DEFAULTS = (0.0008, 0.003, 0.019)


def target_choices() -> list[tuple[float, int]]:
    """What the shares offered are in people: per cent and number."""
    region = Territory.objects.filter(kind=Territory.Kind.REGION).first()
    residents = region.population if region and region.population else 0
    return [
        (round(share * 100, 2), max(1, int(round(residents * share, -1))))
        for share in DEFAULTS
        if residents
    ]


class MoodForm(ActivityForm):
    """Words, dates and thresholds; fixed once the check has opened."""

    words = {
        **ActivityForm.words,
        "if_met": Words(
            _("What happens if the threshold is met"),
            _("Who does what, by when. People read it before they answer."),
            longest=1000,
            rows=3,
            is_needed_to_open=True,
        ),
        "if_missed": Words(
            _("What happens if it is missed"), longest=1000, rows=3, is_needed_to_open=True
        ),
    }
    closes_at = LocalMoment(
        label=_("Closes"),
        required=False,
        help_text=_("The date by which the threshold is to be met. It is needed to open."),
    )
    target = forms.IntegerField(
        label=_("Confirmed answers wanted"), min_value=1, max_value=10_000_000, initial=1000
    )
    each_commune = forms.IntegerField(
        label=_("At least so many in a commune"), min_value=0, max_value=1_000_000, initial=0
    )
    communes = forms.IntegerField(
        label=_("In at least so many communes"),
        help_text=_("0: no such condition."),
        min_value=0,
        max_value=600,
        initial=0,
    )
    city_share = forms.IntegerField(
        label=_("Percent of them living in the city, at least"),
        help_text=_("0: no such condition."),
        min_value=0,
        max_value=100,
        initial=0,
    )
    asks_age = forms.BooleanField(
        label=_("Ask for the age too (three groups, never needed)"), required=False
    )

    @classmethod
    def of_mood(cls, mood: MoodCheck, sent: Any = None) -> "MoodForm":
        activity = mood.activity
        names = ("target", "each_commune", "communes", "city_share", "asks_age")
        rules = {name: getattr(mood, name) for name in names}
        times: dict[str, Any] = {"opens_at": activity.opens_at, "closes_at": activity.closes_at}
        times["required_level"] = activity.required_level
        texts = {"title": activity.title, "introduction": activity.introduction}
        texts |= {name: getattr(mood, name) for name in cls.words if name not in texts}
        spoken = activity.process.languages
        return cls(sent, initial={**rules, **times}, texts=texts, spoken=spoken)

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        if asked.get("communes") and not asked.get("each_commune"):
            self.add_error("each_commune", _("Say how many answers each commune needs."))
        return asked

    def rules(self) -> MoodRules:
        asked = self.cleaned_data
        return MoodRules(
            asked["target"],
            asked["each_commune"],
            asked["communes"],
            asked["city_share"],
            self.text("if_met"),
            self.text("if_missed"),
            self.text("what_changed") if "what_changed" in self.words else "",
            asked["asks_age"],
        )


class WaveForm(MoodForm):
    """A check that asks the same people again: it must say what changed since."""

    words = {
        **MoodForm.words,
        "what_changed": Words(
            _("What changed since the last time"),
            _("Without it, this wave cannot open."),
            longest=2000,
            rows=4,
            is_needed_to_open=True,
        ),
    }


class QuestionForm(FormInLanguages):
    """One question. Options stand one on each line, in the same order in every language."""

    words = {
        "text": Words(_("The question"), is_required=True),
        "options": Words(
            _("Options, or what each rung asks"),
            _(
                "One on each line. A choice has two to eight options. A ladder has five lines: "
                "what you ask of people who are interested, who come, help, host and lead."
            ),
            longest=2000,
            rows=5,
        ),
    }
    kind = forms.ChoiceField(label=_("Kind"), choices=Question.Kind.choices)

    @classmethod
    def of(cls, question: Question, sent: Any = None) -> "QuestionForm":
        codes = sorted({code for option in question.options for code in option})
        lines = {
            code: "\n".join(option.get(code, "") for option in question.options) for code in codes
        }
        texts = {"text": question.text, "options": lines}
        spoken = question.mood.activity.process.languages
        return cls(sent, initial={"kind": question.kind}, texts=texts, spoken=spoken)

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        numbers = {len(lines.split("\n")) for lines in self._lines().values()}
        kind, first = asked.get("kind"), f"options_{self.languages[0]}"
        if len(numbers) > 1:
            self.add_error(first, _("Write the same number of lines in every language."))
        elif kind == Question.Kind.LADDER and numbers != {len(Rung)}:
            self.add_error(first, _("A ladder needs five lines, one for each rung."))
        elif kind == Question.Kind.CHOICE and not numbers <= set(range(2, 9)):
            self.add_error(first, _("A choice needs two to eight options."))
        return asked

    def _lines(self) -> dict[str, str]:
        tidy = {
            code: "\n".join(line.strip() for line in text.splitlines() if line.strip())
            for code, text in self.text("options").items()
        }
        return {code: text for code, text in tidy.items() if text}

    def facts(self) -> QuestionFacts:
        kind = self.cleaned_data["kind"]
        has_options = kind in {Question.Kind.CHOICE, Question.Kind.LADDER}
        lines = {code: text.split("\n") for code, text in self._lines().items()}
        number = max((len(found) for found in lines.values()), default=0) if has_options else 0
        options = [{code: found[at] for code, found in lines.items()} for at in range(number)]
        return QuestionFacts(kind, self.text("text"), options)


class GatheringForm(FormInLanguages):
    """What follows a met mood check."""

    words = {
        "title": Words(_("Title"), is_required=True),
        "introduction": Words(
            _("Where, when and how it goes"), longest=4000, rows=4, is_required=True
        ),
    }
    starts_at = LocalMoment(label=_("Begins"), required=False)
    ends_at = LocalMoment(label=_("Ends"), required=False)
    process = forms.ModelChoiceField(
        label=_("In which process"),
        queryset=Process.objects.none(),
        required=False,
        empty_label=_("In this one"),
    )
    reason = forms.CharField(
        label=_("Why this follows"),
        help_text=_("One public sentence, for instance: 1,000 people said they want to meet."),
        max_length=500,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        begin, end = asked.get("starts_at"), asked.get("ends_at")
        if begin and end and end <= begin:
            self.add_error("ends_at", _("The end must come after the beginning."))
        return asked

    def facts(self) -> GatheringFacts:
        asked = self.cleaned_data
        return GatheringFacts(
            self.text("title"),
            self.text("introduction"),
            asked["starts_at"],
            asked["ends_at"],
            asked["reason"],
            asked["process"],
        )


class PaperForm(AnswerForm):
    """A paper answer, as it stands on the sheet."""

    name = forms.CharField(label=_("Name on the paper"), max_length=120)
    is_another = forms.BooleanField(
        label=_("This is another person with the same name"), required=False
    )

    def __init__(self, mood: MoodCheck, *args: Any, **kwargs: Any) -> None:
        super().__init__(mood, *args, **kwargs)
        self.fields["email"].help_text = _("If it stands on the paper.")
        self.order_fields(["name", "email"])

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not name:
            raise ValidationError(_("Write the name that stands on the paper."), code="required")
        return name

    def clean_email(self) -> str:
        return clean_mail(self, "email")

    def paper(self) -> PaperFacts:
        asked = self.cleaned_data
        return PaperFacts(self.facts(), asked["name"], asked["email"], asked["is_another"])
