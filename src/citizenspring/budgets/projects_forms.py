"""What organisers send about projects."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from citizenspring.common.money_field import MoneyField
from citizenspring.processes.forms import FormInLanguages, Words

from .ideas_forms import PlaceForm
from .models import Feasibility, Idea, Pot, Project, Round
from .services import AnswerFacts, ProjectFacts

__all__ = ["AnswerForm", "ProjectForm", "WithdrawForm"]

COSTS = "cost_low", "cost_high", "cost"
MOST_IDEAS = 200
REASON = Words(
    _("Reason"),
    _("Everybody can read it for good. Write it for those who are concerned."),
    longest=2000,
    rows=3,
    is_required=True,
)


class ProjectForm(FormInLanguages, PlaceForm):
    """Texts, money and place of a project, and the ideas it comes from."""

    words = {
        "title": Words(_("Title"), _("What will be there, in plain words."), is_required=True),
        "text": Words(_("Description"), longest=6000, rows=6),
        "reason": Words(
            _("Why these ideas became this project"),
            _("Whoever proposed or supported them is told. Needed when you name ideas below."),
            longest=1000,
            rows=2,
        ),
    }
    ideas = forms.CharField(
        label=_("Numbers of the ideas"),
        help_text=_("Those it comes from, such as 12, 40. They are never taken out again."),
        required=False,
        max_length=2000,
    )
    pot = forms.ChoiceField(label=_("Which money"))
    cost_low = MoneyField(label=_("Lowest cost"))
    cost_high = MoneyField(label=_("Highest cost"))
    cost = MoneyField(
        label=_("Final cost"),
        help_text=_("Voters see this one. It is fixed when voting opens."),
    )
    field_order = (
        *("ideas", "pot", "cost_low", "cost_high", "cost"),
        *("theme", "commune", "place", "latitude", "longitude"),
    )

    def __init__(self, *args: Any, budget: Round, **kwargs: Any) -> None:
        spoken = budget.activity.process.languages
        super().__init__(*args, spoken=spoken, **kwargs)
        self.budget = budget
        self.offer_places(budget)
        choice = self.fields["pot"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(str(pot.number), str(pot.name)) for pot in budget.pots.all()]

    @classmethod
    def of(cls, project: Project, sent: Any = None) -> "ProjectForm":
        """The form filled with what a project says."""
        plain = *COSTS, "theme", "place", "latitude", "longitude"
        said = {name: getattr(project, name) for name in plain}
        said["pot"] = str(project.pot.number)
        said["commune"] = project.territory.code if project.territory else ""
        texts = {"title": project.title, "text": project.text}
        return cls(sent, initial=said, texts=texts, budget=project.round)

    @classmethod
    def from_ideas(cls, budget: Round, ideas: Sequence[Idea], sent: Any = None) -> "ProjectForm":
        """Begin with the words and the place of the first idea."""
        said: dict[str, Any] = {"ideas": ", ".join(str(idea.number) for idea in ideas)}
        texts = {}
        if ideas:
            first = ideas[0]
            texts = {
                "title": {first.language: first.title},
                "text": {first.language: "\n\n".join(one.text for one in ideas if one.text)},
            }
            said |= {name: getattr(first, name) for name in ("theme", "place")}
            said |= {"latitude": first.latitude, "longitude": first.longitude}
            said["commune"] = first.territory.code if first.territory else ""
        return cls(sent, initial=said, texts=texts, budget=budget)

    def clean_ideas(self) -> list[Idea]:
        numbers = re.findall(r"\d{1,9}", self.cleaned_data.get("ideas", ""))
        if len(numbers) > MOST_IDEAS:
            raise ValidationError(_("Name at most 200 ideas at once."), code="many")
        wanted = {int(number) for number in numbers}
        found = list(Idea.objects.filter(round=self.budget, number__in=wanted, state="shown"))
        unknown = sorted(wanted - {idea.number for idea in found})
        if unknown:
            sentence = _("There is no shown idea with the number %(number)s.")
            raise ValidationError(sentence, code="unknown", params={"number": unknown[0]})
        return found

    def facts(self) -> ProjectFacts:
        said = self.cleaned_data
        plain = *COSTS, "theme", "place", "latitude", "longitude"
        return ProjectFacts(
            title=self.text("title"),
            text=self.text("text"),
            pot=Pot.objects.select_related("round").get(round=self.budget, number=said["pot"]),
            territory=self.territory(),
            **{name: said[name] for name in plain},
        )


class AnswerForm(FormInLanguages):
    """Whether a project can be done, and why."""

    words = {"reason": REASON}
    verdict = forms.ChoiceField(
        label=_("Can it be done?"), choices=Feasibility.Verdict.choices, widget=forms.RadioSelect
    )
    office = forms.CharField(
        label=_("Who says so"),
        help_text=_("The office or service that looked at it."),
        required=False,
        max_length=120,
    )
    cost_low = MoneyField(label=_("Lowest cost"))
    cost_high = MoneyField(label=_("Highest cost"))
    cost = MoneyField(
        label=_("Final cost"),
        help_text=_("Voters see this one. It is fixed when voting opens."),
    )

    def facts(self) -> AnswerFacts:
        said = self.cleaned_data
        return AnswerFacts(said["office"], *(said[name] for name in COSTS))


class WithdrawForm(FormInLanguages):
    """Why a project is taken off."""

    words = {"reason": REASON}
