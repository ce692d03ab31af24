"""Forms of a count: a decision against it, and what a voter chose."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from citizenspring.budgets.models import Project, Round
from citizenspring.budgets.queries.results import PotResult

__all__ = ["OverrideForm", "chosen_in"]


class OverrideForm(forms.Form):
    """One project, and why people decide against the count."""

    project = forms.ModelChoiceField(
        queryset=Project.objects.none(), label=_("Project"), empty_label=_("Choose a project")
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody reads it beside the count."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, budget: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["project"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = budget.projects.filter(number__isnull=False).order_by("number")


def chosen_in(result: PotResult, sent: Any) -> dict[int, int]:
    """What a form says of one pot: each chosen number and what it is worth to the voter.

    Fields are ``p<number>``: a box, points, or a place from 1.
    """
    method = result.pot.round.method
    given: dict[int, int] = {}
    for number in result.projects:
        text = str(sent.get(f"p{number}", "")).strip()
        if text.isascii() and text.isdecimal() and len(text) < 6:  # noqa: PLR2004  # because nobody gives 100,000 points
            given[number] = int(text)
    given = {number: value for number, value in given.items() if value > 0}
    if method == Round.Method.POINTS:
        return given
    if method == Round.Method.RANKING:
        order = sorted(given, key=lambda number: given[number])
        return {number: len(order) - at for at, number in enumerate(order)}
    return dict.fromkeys(given, 1)
