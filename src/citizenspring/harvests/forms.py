"""Forms of the theme workshop, and of sending cards on."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from .destinations import Destination, Target
from .models import Theme

__all__ = ["MoveForm", "NameForm", "SendForm", "SplitForm", "chosen"]

REASON = _("The reader of each card sees it, and those who sat at its table are told.")
LOOSE = "loose"


def chosen(values: Sequence[str]) -> list[UUID]:
    """The ids that were ticked; what is none is left out."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


class NameForm(forms.Form):
    title = forms.CharField(
        label=_("Name of the theme"),
        max_length=120,
        required=False,
        help_text=_("In people's own words. Empty: the words its cards use most."),
    )


class SplitForm(forms.Form):
    title = forms.CharField(label=_("Name of the new theme"), max_length=120, required=False)


class MoveForm(forms.Form):
    """Where cards go: to a theme of the run, or out of every theme."""

    into = forms.ChoiceField(label=_("Move them to"), choices=())

    def __init__(self, themes: Sequence[Theme], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = [(str(one.pk), str(one) or f"#{one.number}") for one in themes]
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*names, (LOOSE, _("No theme"))]

    def theme(self, themes: Sequence[Theme]) -> Theme | None:
        into = self.cleaned_data["into"]
        return next((one for one in themes if str(one.pk) == into), None)


def _words(place: Destination, target: Target) -> dict[str, str]:
    return {"kind": str(place.label), "title": target.title}


class SendForm(forms.Form):
    """What chosen cards become, where, and why."""

    goal = forms.ChoiceField(label=_("What they become"), choices=())
    reason = forms.CharField(
        label=_("Why these cards go on"),
        max_length=500,
        help_text=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, places: Sequence[tuple[Destination, Sequence[Target]]], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["goal"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (f"{place.name} {one.pk}", _("%(kind)s: %(title)s") % _words(place, one))
            for place, targets in places
            for one in targets
        ]

    def place(self) -> tuple[str, UUID]:
        """The destination and the place of it."""
        name, pk = self.cleaned_data["goal"].split(" ", 1)
        return name, UUID(pk)
