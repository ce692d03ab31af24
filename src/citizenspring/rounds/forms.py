"""Forms of whoever keeps the clock of a gathering."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from citizenspring.engines.rounds import METHODS, shipped

from .words import in_words

__all__ = ["ActForm", "PrepareForm"]

MOST_BYTES = 200_000


def _choices() -> list[tuple[str, str]]:
    found = []
    for name in METHODS:
        method = shipped(name)
        label = _("%(name)s (%(minutes)s minutes): %(summary)s") % {
            "name": in_words(method.name),
            "minutes": round(method.seconds / 60),
            "summary": in_words(method.summary),
        }
        found.append((name, label))
    return found


class PrepareForm(forms.Form):
    """A method that comes along, or a definition of one's own."""

    method = forms.ChoiceField(
        label=_("Method"),
        choices=_choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a method, or give a file.")},
    )
    definition = forms.FileField(
        label=_("Or a definition of your own"),
        help_text=_("A TOML file, such as those of the methods above."),
        required=False,
    )

    def __init__(self, *said: Any, **more: Any) -> None:
        super().__init__(*said, **more)
        self.fields["method"].required = not self.files

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if file := said.get("definition"):
            said["method"] = self._text_of(file)
        return said

    def _text_of(self, file: Any) -> str:
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large for a definition."))
        try:
            text: str = file.read().decode()
        except UnicodeDecodeError as problem:
            message = _("This file is not text in UTF-8.")
            raise forms.ValidationError(message) from problem
        return text


class ActForm(forms.Form):
    """One press of a button: which phase it was pressed for, and its own key."""

    act = forms.ChoiceField(
        choices=[(act, act) for act in ("start", "pause", "resume", "skip", "extend")]
    )
    phase = forms.CharField(required=False, max_length=40)
    turn = forms.IntegerField(required=False, min_value=0, max_value=1000)
    seconds = forms.IntegerField(required=False, min_value=-100_000, max_value=100_000)
    sent = forms.UUIDField(required=False)

    @property
    def expected(self) -> tuple[str, int] | None:
        """The phase and turn that the page showed."""
        said = self.cleaned_data
        return (said["phase"], said["turn"] or 0) if said["phase"] else None

    @property
    def sent_key(self) -> UUID | None:
        key: UUID | None = self.cleaned_data["sent"]
        return key
