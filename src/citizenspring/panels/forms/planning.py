"""Size, quotas, figures, and letters."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from citizenspring.panels.models import Batch, Panel
from citizenspring.panels.services.letters import MOST_LETTERS, RESPONSE, households_of_city

__all__ = [
    "FiguresForm", "LettersForm", "PlanForm", "PrepareForm", "PublishForm", "QuotasForm",
]  # fmt: skip

MOST_SEATS = 1000
LARGEST_LIST = 30 * 2**20


class PrepareForm(forms.Form):
    size = forms.IntegerField(
        label=_("How many seats does the panel have?"), min_value=2, max_value=MOST_SEATS
    )


class QuotasForm(forms.Form):
    """Two numbers for each quota, and a reason once the quotas are public."""

    def __init__(self, panel: Panel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.panel = panel
        self.keys = [one.pk for one in panel.quotas.all()]
        for one in panel.quotas.all():
            for name in ("least", "most"):
                self.fields[f"{name}-{one.pk}"] = forms.IntegerField(
                    min_value=0, max_value=MOST_SEATS, initial=getattr(one, name)
                )
        if panel.is_public:
            self.fields["reason"] = forms.CharField(
                label=_("Why do the quotas change? It is published."),
                max_length=600,
                widget=forms.Textarea({"rows": 2, "dir": "auto"}),
            )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        for key in self.keys:
            least, most = said.get(f"least-{key}"), said.get(f"most-{key}")
            if least is not None and most is not None and least > most:
                self.add_error(f"least-{key}", _("The minimum is above the maximum."))
        return said

    def seats(self) -> dict[int, tuple[int, int]]:
        said = self.cleaned_data
        return {key: (said[f"least-{key}"], said[f"most-{key}"]) for key in self.keys}


class FiguresForm(forms.Form):
    """Quotas that the city's file does not propose, from the organiser's own figures."""

    feature = forms.ChoiceField(
        label=_("Of what"),
        choices=[
            ("language", _("Language")),
            ("education", _("Schooling")),
            ("age", _("Age")),
        ],
    )
    figures = forms.CharField(
        label=_("One value a line, a colon, its percentage"),
        help_text=_(
            "For example “fr: 64”, “nl: 16”, “other: 20”. All lines together make 100. Ages are "
            "written 18_34, 35_64, 65_plus; schooling is basic, secondary, higher."
        ),
        max_length=2000,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
    )


class PublishForm(forms.Form):
    source = forms.CharField(
        label=_("Where do the figures behind the quotas come from?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )


class PlanForm(forms.Form):
    """How many letters, and how many answers in a hundred each commune is known to give."""

    letters = forms.IntegerField(
        label=_("How many letters in all?"),
        min_value=1,
        max_value=MOST_LETTERS,
        help_text=_("In Brussels about 4.7 letters in a hundred brought somebody who said yes."),
    )

    def __init__(self, panel: Panel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {row["commune"]: row["response"] for row in panel.plan}
        if panel.plan:
            self.fields["letters"].initial = sum(row["letters"] for row in panel.plan)
        for commune, _households in households_of_city():
            rate = known.get(commune.code) or RESPONSE
            self.fields[f"rate-{commune.code}"] = forms.FloatField(
                label=str(commune),
                min_value=0.1,
                max_value=100,
                required=False,
                initial=round(100 * rate, 1),
            )

    def rates(self) -> dict[str, float]:
        return {
            name.removeprefix("rate-"): value / 100
            for name, value in self.cleaned_data.items()
            if name.startswith("rate-") and value
        }


class LettersForm(forms.Form):
    """Letters of the plan: how they go, in which language, and to whom, if a list is there."""

    channel = forms.ChoiceField(label=_("How do they go out?"), choices=Batch.Channel.choices)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    addresses = forms.FileField(
        label=_("List of addresses"),
        help_text=_(
            "A CSV file with the columns “stratum” (code or name of the commune) and “household” "
            "(the address). Households are drawn from it by lot; the list is not kept. Without a "
            "list you get codes for each commune, and the municipality draws the addresses."
        ),
        required=False,
    )

    def clean_addresses(self) -> Any:
        file = self.cleaned_data["addresses"]
        if file and file.size > LARGEST_LIST:
            raise ValidationError(_("The list is larger than 30 MB. Send it in several parts."))
        return file
