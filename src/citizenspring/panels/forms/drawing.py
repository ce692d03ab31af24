"""What will decide, and what was drawn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from citizenspring.panels.models import Panel
from citizenspring.processes.forms.times import LocalMoment

__all__ = ["CommitForm", "TakeBackForm", "ValueForm"]


class CommitForm(forms.Form):
    use_required_attribute = False

    way = forms.ChoiceField(
        label=_("What decides?"), choices=Panel.By.choices, widget=forms.RadioSelect
    )
    value_is = forms.CharField(
        label=_("Which public value?"),
        help_text=_(
            "For a public value alone: “the six numbers of the national lottery on 14 May, in "
            "rising order”. Nobody may know it yet."
        ),
        max_length=300,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    value_at = LocalMoment(label=_("From when is it known?"), required=False)

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"value_is": said["value_is"], "value_at": said["value_at"]}


class ValueForm(forms.Form):
    value = forms.CharField(
        label=_("The public value, as it was published"),
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off", "dir": "ltr"}),
    )


class TakeBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is the last ball taken back? It is published."),
        max_length=300,
        widget=forms.TextInput({"dir": "auto"}),
    )
