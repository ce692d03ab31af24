"""What people type."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from citizenspring.city.models import Territory

from .addresses import clean_address
from .models import Person, Role
from .scopes import scopes_for

__all__ = ["AddressForm", "CodeForm", "ProfileForm", "RoleForm"]

COMMUNES = Territory.objects.filter(kind=Territory.Kind.COMMUNE)
SPACE = "space"
PHONE_MAIL = {"inputmode": "email", "autocomplete": "email", "autocapitalize": "none"}


class AddressForm(forms.Form):
    email = forms.CharField(
        label=_("Your mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs=PHONE_MAIL | {"placeholder": "name@example.org"}),
    )

    def clean_email(self) -> str:
        return clean_address(self.cleaned_data["email"])


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code from the mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "autofocus": True,
                "class": "code-input",
            }
        ),
    )


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("The name others see"),
        max_length=80,
        help_text=_("Your own or one you choose. You may leave it empty."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of the mails we send you"))
    home = forms.ModelChoiceField(
        COMMUNES,
        label=_("The commune where you live"),
        help_text=_("Only used in sums, never shown beside your name."),
        required=False,
        empty_label=_("I would rather not say"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language, home = self.fields["language"], self.fields["home"]
        assert isinstance(language, forms.ChoiceField)
        assert isinstance(home, forms.ModelChoiceField)
        language.choices = settings.LANGUAGES
        communes = [(str(place.pk), str(place)) for place in COMMUNES.all()]
        home.choices = [("", home.empty_label), *sorted(communes, key=lambda one: one[1])]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class RoleForm(forms.Form):
    email = forms.CharField(
        label=_("Mail address of the person"),
        max_length=254,
        help_text=_(
            "The person gets a mail. If there is no account yet, the first sign-in makes it."
        ),
        widget=forms.EmailInput(attrs=PHONE_MAIL | {"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Role"), choices=Role.Kind.choices)
    scope = forms.ChoiceField(label=_("Where it holds"))

    def __init__(self, *args: Any, organiser: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(str(scope.id), scope.name) for scope in scopes_for(organiser)]
        held = set(organiser.roles.filter(kind=Role.Kind.ORGANISER).values_list("scope", flat=True))
        whole = [(SPACE, _("The whole space"))] if None in held else []
        scope = self.fields["scope"]
        assert isinstance(scope, forms.ChoiceField)
        scope.choices = [*whole, *places]

    def clean_email(self) -> str:
        return clean_address(self.cleaned_data["email"])

    def clean_scope(self) -> UUID | None:
        chosen = self.cleaned_data["scope"]
        return None if chosen == SPACE else UUID(chosen)
