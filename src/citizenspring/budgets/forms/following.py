"""What organisers and stewards write of a funded project."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citizenspring.budgets.models import Commitment
from citizenspring.budgets.services.following import (
    LONGEST_REPORT,
    CommitmentFacts,
    ReportFacts,
)
from citizenspring.common.money_field import MoneyField, plain_amount
from citizenspring.people.addresses import clean_address

__all__ = ["CommitmentForm", "ReportForm"]


def _day(label: Any, **facts: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=False, **facts)


class CommitmentForm(forms.Form):
    """Who owes it, when it starts, when it is due, with how much."""

    steward_name = forms.CharField(
        label=_("Who owes it"),
        max_length=120,
        required=False,
        help_text=_("A person or a service, as everybody will read it: “Green spaces service”."),
    )
    steward_email = forms.CharField(
        label=_("Mail address of the steward"),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "off", "dir": "ltr"}),
        help_text=_("Not shown to anybody. With it she can report herself, and is reminded."),
    )
    starts_on = _day(_("Starts on"))
    due_on = _day(
        _("Due on"), help_text=_("The day after, this page says by itself that it is overdue.")
    )
    amount = MoneyField(label=_("Money planned"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].required = True

    @classmethod
    def of(cls, commitment: Commitment, sent: Any = None) -> "CommitmentForm":
        known: dict[str, Any] = {
            name: getattr(commitment, name) for name in ("steward_name", "starts_on", "due_on")
        }
        known["amount"] = plain_amount(commitment.amount)
        known["steward_email"] = commitment.steward.email if commitment.steward else ""
        return cls(sent, initial=known)

    def clean_steward_email(self) -> str:
        written = str(self.cleaned_data["steward_email"]).strip()
        return clean_address(written) if written else ""

    def facts(self) -> CommitmentFacts:
        return CommitmentFacts(**self.cleaned_data)


class ReportForm(forms.Form):
    """How far it is, in the steward's words."""

    state = forms.ChoiceField(
        label=_("How far is it?"), choices=Commitment.State.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What was done, and what comes next"),
        max_length=LONGEST_REPORT,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Everyone who took part reads this. Say also what went wrong, and why."),
    )
    spent = MoneyField(
        label=_("Money spent until today"),
        help_text=_("All of it since the beginning. Leave it empty if nothing was spent."),
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=200,
        required=False,
        widget=forms.URLInput({"dir": "ltr", "placeholder": "https://"}),
        help_text=_("An address that begins with https://: a photo, a plan, an invoice."),
    )
    language = forms.ChoiceField(label=_("Language of your words"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = settings.LANGUAGES
        language.initial = get_language()

    @classmethod
    def of(cls, commitment: Commitment, sent: Any = None) -> "ReportForm":
        """Begin with how far it was; what was said is never repeated."""
        spent = plain_amount(commitment.spent) if commitment.spent else None
        return cls(sent, initial={"state": commitment.state, "spent": spent})

    def facts(self) -> ReportFacts:
        asked = self.cleaned_data
        return ReportFacts(**{**asked, "spent": asked["spent"] or Decimal(0)})
