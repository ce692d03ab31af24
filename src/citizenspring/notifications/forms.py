"""The form for how often one wants mail of each kind of news."""

from collections.abc import Iterable
from typing import Any

from django import forms

from .kinds import Kind, Rhythm

__all__ = ["RhythmsForm"]


class RhythmsForm(forms.Form):
    """One choice for each kind that can be turned off."""

    def __init__(self, rhythms: Iterable[tuple[Kind, Rhythm]], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
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
