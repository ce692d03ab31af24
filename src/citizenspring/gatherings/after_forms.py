"""What is sent after a gathering: marks on leaving, costs, next steps."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citizenspring.common.money_field import MoneyField, plain_amount
from citizenspring.processes.forms import FormInLanguages, Words

from .models import MARKS, Gathering, NextStep
from .queries.after import QUESTIONS
from .services.after import MOST_COSTS, CostFacts, StepFacts

__all__ = ["CostForm", "ExitForm", "FinishForm", "StepForm", "cost_lines", "costs_said"]

SCALE = [(mark, mark) for mark in "12345"]
LONGEST_STEP = 600
CENT = Decimal("0.01")


class ExitForm(forms.Form):
    """Five sentences from 1 to 5, and a few words; each may be left out."""

    use_required_attribute = False

    words = forms.CharField(
        label=_("What should we do differently next time?"),
        help_text=_("Only the organisers read it, without knowing who wrote it."),
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = {
            name: forms.ChoiceField(
                label=QUESTIONS[name],
                help_text=_("1: not at all. 5: fully."),
                choices=SCALE,
                required=False,
                widget=forms.RadioSelect,
            )
            for name in MARKS
        }
        self.fields = {**marks, **self.fields}

    def marks(self) -> dict[str, int]:
        said = self.cleaned_data
        return {name: int(said[name]) for name in MARKS if said.get(name)}

    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE


class CostForm(forms.Form):
    """One line; a line without words is left out."""

    use_required_attribute = False

    label = forms.CharField(
        label=_("What for"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"dir": "auto"}),
    )
    amount = MoneyField(label=_("Amount in euros"))
    paid_by = forms.CharField(
        label=_("Paid by which body"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        if asked.get("label") and not asked.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Write the amount of this line."))
        if asked.get("amount") and not asked.get("label"):
            self.add_error("label", _("Say what this amount was for."))
        return asked


CostLines = forms.formset_factory(CostForm, extra=4, max_num=MOST_COSTS, absolute_max=200)


def cost_lines(gathering: Gathering, sent: Any = None) -> "forms.BaseFormSet[CostForm]":
    """All lines of a gathering, with some empty ones at the end."""
    known = [
        {
            "label": one.label,
            "amount": plain_amount((Decimal(one.cents) / 100).quantize(CENT)),
            "paid_by": one.paid_by,
        }
        for one in gathering.costs.all()
    ]
    return CostLines(sent, initial=known, prefix="line")


def costs_said(lines: "forms.BaseFormSet[CostForm]") -> list[CostFacts]:
    """The lines that say something."""
    said = [form.cleaned_data for form in lines.forms if form.cleaned_data.get("label")]
    return [CostFacts(one["label"], one["amount"], one["paid_by"]) for one in said]


class StepForm(FormInLanguages):
    """What happens next, who owes it, by when."""

    words = {"text": Words(_("What happens next"), longest=LONGEST_STEP, rows=2, is_required=True)}
    owner = forms.CharField(
        label=_("Who owes it"),
        help_text=_("A body or a function that can be asked, such as “The district council”."),
        max_length=120,
        widget=forms.TextInput({"dir": "auto"}),
    )
    due = forms.DateField(
        label=_("Due on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    @classmethod
    def of_step(cls, step: NextStep, sent: Any = None) -> "StepForm":
        spoken = step.gathering.activity.process.languages
        known = {"owner": step.owner, "due": step.due}
        return cls(sent, initial=known, texts={"text": step.text}, spoken=spoken)

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        due = asked.get("due")
        if due and due < localdate() and due != self.initial.get("due"):
            self.add_error("due", _("This day is over. Choose one that is still to come."))
        return asked

    def facts(self) -> StepFacts:
        asked = self.cleaned_data
        return StepFacts(self.text("text"), asked["owner"], asked["due"])


class FinishForm(FormInLanguages):
    """What came of a step."""

    words = {
        "how": Words(
            _("What came of it"),
            _("Say it also where nothing came of it, and why."),
            longest=LONGEST_STEP,
            rows=3,
            is_required=True,
        )
    }
