"""The file of Pabulib that an organiser sends."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["LARGEST_FILE", "PbForm"]

LARGEST_FILE = 40 * 2**20


class PbForm(forms.Form):
    """One ``.pb`` file, and what the round is to be called."""

    file = forms.FileField(
        label=_("A .pb file"),
        help_text=_("At most 40 MB. Files of past votes of many cities are at pabulib.org."),
        error_messages={
            "required": _("Choose the file that holds the vote."),
            "empty": _("This file is empty. Choose the file that holds the vote."),
        },
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty to take what the file says."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(
                _(
                    "This file is larger than 40 MB. "
                    "Ask the administrator to import it with the command line."
                )
            )
        return file
