"""The form for how often one wants mail of each kind of news."""

from collections.abc import Iterable
from typing import Any

from django import forms

from citizenspring.people.consents import TEXTS
from citizenspring.people.models import Consent

from .kinds import Kind, Rhythm

__all__ = ["RhythmsForm"]


class RhythmsForm(forms.Form):
    """Whether one wants mail with news at all, and one choice for each kind of it."""

    agrees = forms.BooleanField(required=False)

    def __init__(self, rhythms: Iterable[tuple[Kind, Rhythm]], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["agrees"].label = str(TEXTS[Consent.Kind.NEWS])
        self.codes: dict[str, str] = {}
        for place, (kind, rhythm) in enumerate(rhythms):
            name = f"kind{place}"
            self.codes[name] = kind.code
            self.fields[name] = forms.ChoiceField(
                label=str(kind.label), choices=Rhythm.choices, initial=rhythm
            )

    def rhythms(self) -> dict[str, Rhythm]:
        chosen = self.cleaned_data
        return {code: Rhythm(chosen[name]) for name, code in self.codes.items()}
