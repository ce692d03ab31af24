"""The form of a phase."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from citizenspring.processes.models import Phase
from citizenspring.processes.services import PhaseFacts

from .times import YEARS
from .words import FormInLanguages, Words

__all__ = ["PhaseForm"]


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    limits = [
        MinValueValidator(date(YEARS.start, 1, 1)),
        MaxValueValidator(date(YEARS.stop, 1, 1)),
    ]
    return forms.DateField(
        label=label, widget=widget, input_formats=["%Y-%m-%d"], validators=limits
    )


class PhaseForm(FormInLanguages):
    words = {"name": Words(_("Name of the phase"), longest=120, is_required=True)}
    starts_on = _day(_("First day"))
    ends_on = _day(_("Last day"))
    is_approximate = forms.BooleanField(
        label=_("These dates are approximate"),
        required=False,
        help_text=_("People then read “spring 2027” or “around March 2027”, not exact days."),
    )

    @classmethod
    def of(cls, phase: Phase, sent: Any = None) -> "PhaseForm":
        days = {name: getattr(phase, name) for name in ("starts_on", "ends_on", "is_approximate")}
        texts, spoken = {"name": phase.name}, phase.process.languages
        return cls(sent, initial=days, texts=texts, spoken=spoken)

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        begin, end = asked.get("starts_on"), asked.get("ends_on")
        if begin and end and end < begin:
            self.add_error("ends_on", _("The last day must not come before the first day."))
        return asked

    def facts(self) -> PhaseFacts:
        asked = self.cleaned_data
        return PhaseFacts(
            self.text("name"), asked["starts_on"], asked["ends_on"], asked["is_approximate"]
        )
