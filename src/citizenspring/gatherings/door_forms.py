"""What helpers at a door and people in the room send."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import Gathering
from .services import RegistrationFacts

__all__ = ["ActForm", "DoorForm", "TickForm", "TicketForm", "WalkInForm"]

DOOR = 40
SIGNS: dict[str, Any] = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "dir": "ltr",
    "class": "signs",
}


class DoorForm(forms.Form):
    """Which door a helper stands at."""

    door = forms.CharField(
        label=_("Where do you stand?"),
        help_text=_("For instance: main door, north, courtyard. Each door has a name of its own."),
        max_length=DOOR,
        widget=forms.TextInput({"dir": "auto"}),
    )


class ActForm(forms.Form):
    """A ticket or a name on the list, and what is noted of it."""

    act = forms.ChoiceField(choices=[(one, one) for one in ("in", "left", "undo")])
    ticket = forms.CharField(max_length=60, required=False)
    registration = forms.UUIDField(required=False)
    sent = forms.UUIDField(required=False)
    door = forms.CharField(max_length=DOOR, required=False)


class WalkInForm(forms.Form):
    """Somebody who comes without a ticket, in as few words as a queue allows."""

    use_required_attribute = False

    sent = forms.UUIDField(required=False, widget=forms.HiddenInput)
    door = forms.CharField(max_length=DOOR, required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": _("Write the name that is to stand on the list at the door.")},
    )
    speaks = forms.MultipleChoiceField(
        label=_("Which languages does she speak well enough to talk at a table?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, gathering: Gathering, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        spoken = gathering.languages or list(names)
        speaks: Any = self.fields["speaks"]
        speaks.choices = [(code, names.get(code, code)) for code in spoken]

    def facts(self) -> RegistrationFacts:
        said, here = self.cleaned_data, get_language() or settings.LANGUAGE_CODE
        spoken = said["speaks"]
        language = here if here in spoken or not spoken else spoken[0]
        return RegistrationFacts(name=said["name"], language=language, speaks=spoken)


class TicketForm(forms.Form):
    """The ten signs of one's ticket."""

    use_required_attribute = False

    ticket = forms.CharField(
        label=_("The ten signs of your ticket"),
        max_length=60,
        widget=forms.TextInput(SIGNS),
        error_messages={"required": _("Type the ten signs that stand on your ticket.")},
    )


class Keys(forms.MultipleChoiceField):
    """Rows that were ticked, each by its key."""

    def validate(self, value: list[str]) -> None:
        for one in value:
            forms.UUIDField().clean(one)


class TickForm(forms.Form):
    """Whom a pen ticked on one page of a printed list."""

    door = forms.CharField(
        label=_("The door this list lay at"),
        max_length=DOOR,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    came = Keys(required=False)
