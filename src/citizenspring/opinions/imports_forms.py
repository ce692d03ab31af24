"""The files of a conversation, as an organiser sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .languages import language_choices

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["LARGEST_UPLOAD", "PolisForm"]

LARGEST_UPLOAD = 20 * 1024 * 1024


class PolisForm(forms.Form):
    """Votes and statements are needed; the summary gives the title and the introduction."""

    votes = forms.FileField(label=_("votes.csv"))
    comments = forms.FileField(label=_("comments.csv"))
    summary = forms.FileField(label=_("summary.csv"), required=False)
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty to take the title of the conversation."),
    )
    language = forms.ChoiceField(
        label=_("Language of the statements"),
        help_text=_("The language in which most people wrote."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        # Empty at first: a wrong language that nobody chose would stand on every statement.
        language.choices = [("", _("Choose a language")), *language_choices()]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        for name in ("votes", "comments", "summary"):
            file = found.get(name)
            if file and file.size > LARGEST_UPLOAD:
                self.add_error(
                    name,
                    _(
                        "This file is larger than 20 MB. "
                        "Ask the administrator to import it with the command line."
                    ),
                )
        return found

    def files_by_name(self) -> dict[str, UploadedFile[Any]]:
        """The files under the names that the reader looks for."""
        sent = {name: self.cleaned_data.get(name) for name in ("votes", "comments", "summary")}
        return {f"{name}.csv": file for name, file in sent.items() if file}
