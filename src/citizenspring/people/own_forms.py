"""What people type about consents, erasing, centres and being confirmed."""

from collections.abc import Container, Iterator
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from .consents import TEXTS
from .levels import Way

__all__ = ["CentreForm", "ConsentForm", "EraseForm", "SlotsForm", "VerifyForm"]


class ConsentForm(forms.Form):
    """One box for each text not yet agreed to; none is ticked, and none is needed to go on."""

    def __init__(self, *args: Any, given: Container[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, text in TEXTS.items():
            if kind not in given:
                self.fields[kind] = forms.BooleanField(label=str(text), required=False)

    def ticked(self) -> list[str]:
        return [kind for kind, is_ticked in self.cleaned_data.items() if is_ticked]


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, erase me. I know that nobody can undo it."),
        error_messages={"required": _("Tick the box if you are sure. Nothing is erased yet.")},
    )


class CentreForm(forms.Form):
    name = forms.CharField(label=_("Name of the centre"), max_length=120)
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        help_text=_("Street, number, commune, and how to get in with a wheelchair."),
    )


class SlotsForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}))
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput({"type": "time"}))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput({"type": "time"}))
    minutes = forms.IntegerField(
        label=_("Minutes for each time"), min_value=5, max_value=240, initial=15
    )
    places = forms.IntegerField(
        label=_("Places at each time"), min_value=1, max_value=200, initial=2
    )

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        begins, ends = asked.get("begins"), asked.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The end must come after the beginning."))
        return asked

    def times(self) -> Iterator[tuple[datetime, datetime]]:
        """Beginning and end of each time that fits whole between the two hours."""
        asked = self.cleaned_data
        step = timedelta(minutes=asked["minutes"])
        start = datetime.combine(asked["day"], asked["begins"])
        last = datetime.combine(asked["day"], asked["ends"])
        while start + step <= last:
            yield make_aware(start), make_aware(start + step)
            start += step


class VerifyForm(forms.Form):
    code = forms.CharField(
        label=_("Code on the person's page"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    way = forms.ChoiceField(
        label=_("What you have seen"),
        choices=[(way.value, way.label) for way in (Way.DESK, Way.PHONE)],
        initial=Way.DESK,
        widget=forms.RadioSelect,
    )
    shown = forms.CharField(
        label=_("Number of the document, or of the phone you called"),
        help_text=_("Only a digest of it is kept, so that it confirms one person only."),
        min_length=6,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_way(self) -> Way:
        return Way(self.cleaned_data["way"])
