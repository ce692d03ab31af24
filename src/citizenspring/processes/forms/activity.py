"""What every activity has, whatever its method; a stage's form can build on it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.people.levels import Level
from citizenspring.processes.models import Activity
from citizenspring.processes.services import ActivityFacts

from .times import LocalMoment
from .words import FormInLanguages, Words

__all__ = ["ActivityForm"]


class ActivityForm(FormInLanguages):
    words = {
        "title": Words(_("Title"), _("Short, in plain words."), longest=200, is_required=True),
        "introduction": Words(
            _("Introduction"),
            _("What people do here and what happens with it."),
            longest=4000,
            rows=4,
        ),
    }
    opens_at = LocalMoment(
        label=_("Opens"),
        required=False,
        help_text=_("Leave empty to open it yourself."),
    )
    closes_at = LocalMoment(
        label=_("Closes"),
        required=False,
        help_text=_("Leave empty to close it yourself."),
    )

    required_level = forms.ChoiceField(
        label=_("Who can take part"),
        help_text=_(
            "The more you ask, the surer each counts once, and the fewer come. "
            "It is fixed once this has opened."
        ),
        choices=Level.choices,
        initial=Level.GUEST,
        required=False,
    )

    @classmethod
    def of(cls, activity: Activity, sent: Any = None) -> "ActivityForm":
        """The form filled with what an activity has."""
        texts = {"title": activity.title, "introduction": activity.introduction}
        initial = cls.known(activity)
        return cls(sent, initial=initial, texts=texts, spoken=activity.process.languages)

    @staticmethod
    def known(activity: Activity) -> dict[str, Any]:
        """What the fields that are not texts begin with."""
        return {
            name: getattr(activity, name) for name in ("opens_at", "closes_at", "required_level")
        }

    def clean_required_level(self) -> Level:
        return Level(int(self.cleaned_data.get("required_level") or Level.GUEST))

    def clean_closes_at(self) -> Any:
        end = self.cleaned_data.get("closes_at")
        if end and end <= now():
            raise ValidationError(_("This time has passed. Choose a later one."), code="past")
        return end

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        begin, end = asked.get("opens_at"), asked.get("closes_at")
        if begin and end and end <= begin:
            self.add_error("closes_at", _("The end must come after the beginning."))
        return asked

    def facts(self) -> ActivityFacts:
        return ActivityFacts(
            self.text("title"),
            self.text("introduction"),
            self.cleaned_data["opens_at"],
            self.cleaned_data["closes_at"],
            self.cleaned_data["required_level"],
        )
