"""What organisers and officials at a desk send about the roll."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citizenspring.people.addresses import clean_address
from citizenspring.people.documents import document_key, plain_number
from citizenspring.people.queries import person_at

from .forms import CODE_WIDGET
from .models import Poll
from .registers import LARGEST_REGISTER, read_register
from .services.changes import Voter
from .services.roll import RegisterRow

__all__ = ["DecideForm", "NameForm", "RegisterForm", "RemovalForm", "ShownForm", "VoterForm"]

SHORTEST_NUMBER = 4
NUMBER_WIDGET = {"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}
TOO_SHORT = _("Type the whole number of the document.")


def _document() -> forms.CharField:
    return forms.CharField(
        label=_("Number of the document shown"),
        help_text=_("Only a digest of it is kept."),
        max_length=60,
        error_messages={"required": TOO_SHORT},
        widget=forms.TextInput(NUMBER_WIDGET),
    )


def _checked(written: str) -> str:
    if len(plain_number(written)) < SHORTEST_NUMBER:
        raise ValidationError(TOO_SHORT)
    return written


class VoterForm(forms.Form):
    """Somebody whom a first official saw."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name on the document"), max_length=120, widget=forms.TextInput({"dir": "auto"})
    )
    document = _document()
    place = forms.CharField(
        label=_("Where she lives"),
        max_length=50,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    email = forms.CharField(
        label=_("Mail address of her account"),
        help_text=_("Only if she has an account and wants to vote with it."),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Why she is added"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )

    def __init__(self, poll: Poll, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        if poll.frozen_at is None:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_document(self) -> str:
        return _checked(self.cleaned_data["document"])

    def clean_email(self) -> Any:
        written = str(self.cleaned_data["email"]).strip()
        if not written:
            return None
        person = person_at(clean_address(written))
        if person is None or person.is_guest:
            raise ValidationError(_("No account has this address. Leave it empty for a code."))
        return person

    def voter(self) -> Voter:
        asked = self.cleaned_data
        key = document_key(asked["document"])
        return Voter(asked["name"], key, asked["place"], asked["email"])

    def why(self) -> str:
        return str(self.cleaned_data.get("reason") or gettext("Showed a document at a desk."))


class RemovalForm(forms.Form):
    """Somebody to be taken off, found by her document or code."""

    use_required_attribute = False

    shown = forms.CharField(
        label=_("Number of the document, or code of the letter"),
        max_length=60,
        widget=forms.TextInput(NUMBER_WIDGET),
    )
    reason = forms.CharField(
        label=_("Why she is taken off"),
        max_length=500,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )


class DecideForm(forms.Form):
    """What the second person says; for an addition she reads the document herself."""

    use_required_attribute = False

    document = _document()
    decision = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

    def __init__(self, *args: Any, is_removal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_removal:
            del self.fields["document"]
        elif self.data.get("decision") == "no":
            self.fields["document"].required = False

    def clean_document(self) -> str:
        written = str(self.cleaned_data["document"])
        return _checked(written) if written else ""

    @property
    def accepts(self) -> bool:
        return bool(self.cleaned_data["decision"] == "yes")

    def identity(self) -> bytes | None:
        written = self.cleaned_data.get("document")
        return document_key(written) if written else None


class ShownForm(forms.Form):
    """What lies on the desk."""

    use_required_attribute = False

    shown = forms.CharField(
        label=_("Number of the document, or code of the letter"),
        max_length=60,
        widget=forms.TextInput(CODE_WIDGET),
    )

    def clean_shown(self) -> str:
        return _checked(self.cleaned_data["shown"])


class NameForm(forms.Form):
    """A name, to see whether it stands on the roll."""

    use_required_attribute = False

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))


class RegisterForm(forms.Form):
    """A register as CSV; each wrong line is named."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("The register, as a CSV file"),
        help_text=_("With the columns reference, name and place. 10 MB at most."),
    )
    rows: list[RegisterRow]

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST_REGISTER:
            raise ValidationError(_("This file is larger than 10 MB. Send it in parts."))
        self.rows = read_register(bytes(sent.read()))
        return sent
