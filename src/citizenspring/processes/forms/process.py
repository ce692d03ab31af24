"""The forms of a process and of its outcome."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from citizenspring.city.models import Territory
from citizenspring.processes.models import Process
from citizenspring.processes.services import ProcessFacts

from .find import commune_choices, language_choices, theme_choices
from .words import FormInLanguages, Words

__all__ = ["OutcomeForm", "ProcessForm"]


class Boxes(forms.MultipleChoiceField):
    """Boxes to tick; a draft may do without any that is needed only to open."""

    is_needed_to_open = False


def _boxes(label: Any, choices: Any, help_text: Any) -> Boxes:
    return Boxes(
        label=label,
        choices=choices,
        required=False,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
    )


class ProcessForm(FormInLanguages):
    """Set up a process. A draft may lack anything but the question in one language."""

    words = {
        "question": Words(
            _("The question"),
            _("What is to be decided, as a question that everyone understands."),
            is_required=True,
        ),
        "summary": Words(_("Why this question"), longest=4000, rows=4),
        "promise": Words(
            _("What happens with the result"),
            _("Who answers, by when, and what they have promised to do."),
            longest=4000,
            rows=3,
            is_needed_to_open=True,
        ),
    }
    languages_of_process = _boxes(
        _("Languages of the process"),
        language_choices,
        _("Its texts must exist in these before it opens. People may write in any language."),
    )
    languages_of_process.is_needed_to_open = True
    themes = _boxes(_("Themes"), theme_choices, "")
    communes = _boxes(_("Communes"), commune_choices, _("None: the whole city."))

    @classmethod
    def of(cls, process: Process, sent: Any = None) -> "ProcessForm":
        """The form filled with what a process has."""
        chosen = {
            "languages_of_process": process.languages,
            "themes": process.themes,
            "communes": [territory.code for territory in process.territories.all()],
        }
        texts = {name: getattr(process, name) for name in cls.words}
        return cls(sent, initial=chosen, texts=texts, spoken=process.languages)

    def facts(self) -> ProcessFacts:
        asked = self.cleaned_data
        return ProcessFacts(
            self.text("question"),
            self.text("summary"),
            self.text("promise"),
            asked["themes"],
            asked["languages_of_process"],
            list(Territory.objects.filter(code__in=asked["communes"])),
        )


class OutcomeForm(FormInLanguages):
    words = {
        "outcome": Words(_("What was decided"), longest=6000, rows=5, is_required=True),
        "reason": Words(
            _("Why"),
            _("The reason is public, and it stays beside the decision."),
            longest=2000,
            rows=3,
            is_required=True,
        ),
    }
