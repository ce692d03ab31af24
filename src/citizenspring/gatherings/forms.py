"""What visitors and organisers send: a registration, a gathering, letters."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citizenspring.city.models import Territory
from citizenspring.city.queries import commune_choices
from citizenspring.processes.forms import ActivityForm, Words
from citizenspring.processes.forms.times import LocalMoment

from .models import CARE, MIXING, Gathering, Registration
from .services import MOST_LETTERS, GatheringFacts, RegistrationFacts

__all__ = ["CallOffForm", "GatheringForm", "LettersForm", "RegistrationForm"]

MOST_PLACES = 100_000
NOT_SAID = ("", _("I do not say"))


def _commune_choices() -> list[tuple[str, Any]]:
    return [NOT_SAID, *commune_choices()]


def _offered(kinds: Any) -> list[tuple[str, Any]]:
    return [NOT_SAID, *kinds.choices]


class RegistrationForm(forms.Form):
    """A name, the languages, and what she needs; what mixes tables is never needed."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Your name, for the list at the door"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": _("Write the name that is to stand on the list at the door.")},
    )
    speaks = forms.MultipleChoiceField(
        label=_("Which languages do you speak well enough to talk at a table?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    home = forms.ChoiceField(
        label=_("Where do you live?"), choices=_commune_choices, required=False
    )
    age = forms.ChoiceField(label=_("How old are you?"), required=False)
    gender = forms.ChoiceField(label=_("Your gender"), required=False)
    education = forms.ChoiceField(label=_("Your schooling"), required=False)
    needs = forms.CharField(
        label=_("What do you need to take part?"),
        help_text=_(
            "A wheelchair place, sign language, a child who comes along, food. Only the organisers "
            "read it."
        ),
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    code = forms.CharField(
        label=_("The code of your letter, if you have one"),
        required=False,
        max_length=30,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "dir": "ltr"}
        ),
    )

    def __init__(
        self, gathering: Gathering, *args: Any, has_code: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        spoken = gathering.languages or list(names)
        offered: Any = self.fields
        offered["speaks"].choices = [(code, names.get(code, code)) for code in spoken]
        offered["age"].choices = _offered(Registration.Age)
        offered["gender"].choices = _offered(Registration.Gender)
        offered["education"].choices = _offered(Registration.Education)
        for field, asked in (("home", "commune"), *((one, one) for one in MIXING[1:])):
            if asked not in gathering.asks:
                del self.fields[field]
        if not has_code or not gathering.invited_capacity:
            del self.fields["code"]

    @staticmethod
    def known(registration: Registration) -> dict[str, Any]:
        """What the form is filled with for somebody who has registered."""
        names = ("name", "speaks", "age", "gender", "education", "needs")
        said = {name: getattr(registration, name) for name in names}
        return {**said, "home": registration.home.code if registration.home else ""}

    def facts(self) -> RegistrationFacts:
        said = self.cleaned_data
        home = said.get("home")
        return RegistrationFacts(
            name=said["name"],
            language=get_language() or settings.LANGUAGE_CODE,
            speaks=said["speaks"],
            home=Territory.objects.filter(code=home).first() if home else None,
            age=said.get("age", ""),
            gender=said.get("gender", ""),
            education=said.get("education", ""),
            needs=said["needs"],
        )


class GatheringForm(ActivityForm):
    """Words, day, place, places and care; what is missing for publishing is said beside it."""

    words = {
        **ActivityForm.words,
        "access": Words(
            _("Access"),
            _("Steps, lift, toilets, quiet room, hearing loop. If there is none, say so."),
            longest=600,
            rows=2,
            is_needed_to_open=True,
        ),
        "interpreting": Words(
            _("Languages and interpreters"), longest=600, rows=2, is_needed_to_open=True
        ),
        "childcare": Words(_("Childcare"), longest=600, rows=2, is_needed_to_open=True),
        "meals": Words(_("Meals"), longest=600, rows=2, is_needed_to_open=True),
        "transport": Words(
            _("Transport"),
            _("Stop, parking for people who need it, tickets that are paid back."),
            longest=600,
            rows=2,
            is_needed_to_open=True,
        ),
    }
    opens_at = LocalMoment(
        label=_("Registration opens"),
        required=False,
        help_text=_("Leave empty to open it yourself."),
    )
    closes_at = LocalMoment(
        label=_("Registration closes"),
        required=False,
        help_text=_("Leave empty to close it yourself."),
    )
    starts_at = LocalMoment(label=_("The gathering begins"))
    ends_at = LocalMoment(label=_("The gathering ends"))
    place = forms.CharField(label=_("Place"), max_length=120)
    address = forms.CharField(
        label=_("Address"), max_length=300, widget=forms.TextInput({"dir": "auto"})
    )
    capacity = forms.IntegerField(
        label=_("Places for everybody"), min_value=1, max_value=MOST_PLACES, initial=180
    )
    invited = forms.IntegerField(
        label=_("Places kept for people with a letter"),
        min_value=0,
        max_value=MOST_PLACES,
        initial=0,
        required=False,
    )
    tables_speak = forms.MultipleChoiceField(
        label=_("Languages at the tables"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    asks = forms.MultipleChoiceField(
        label=_("What people may say of themselves, so that tables are mixed"),
        help_text=_("They can always leave it out."),
        choices=[
            ("commune", _("Commune")),
            ("age", _("Age")),
            ("gender", _("Gender")),
            ("education", _("Schooling")),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, follows: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if follows:
            self.fields["reason"] = forms.CharField(
                label=_("Why this gathering follows from the mood check"),
                help_text=_("Everybody who follows the thread reads it."),
                max_length=600,
                widget=forms.Textarea({"rows": 3, "dir": "auto"}),
            )

    @classmethod
    def of_gathering(cls, gathering: Gathering, sent: Any = None) -> "GatheringForm":
        activity = gathering.activity
        names = (
            "starts_at", "ends_at", "place", "address", "capacity", "languages", "asks",
        )  # fmt: skip
        known = {name: getattr(gathering, name) for name in names}
        known["tables_speak"] = known.pop("languages")
        known |= cls.known(activity) | {"invited": gathering.invited_capacity}
        texts = {"title": activity.title, "introduction": activity.introduction}
        texts |= {name: getattr(gathering, name) for name in CARE}
        return cls(sent, initial=known, texts=texts, spoken=activity.process.languages)

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        begin, end = asked.get("starts_at"), asked.get("ends_at")
        if begin and end and end <= begin:
            self.add_error("ends_at", _("The end must come after the beginning."))
        closing = asked.get("closes_at")
        if begin and closing and closing > begin:
            self.add_error("closes_at", _("Registration closes before the gathering begins."))
        return asked

    def gathering_facts(self) -> GatheringFacts:
        asked = self.cleaned_data
        return GatheringFacts(
            starts_at=asked["starts_at"],
            ends_at=asked["ends_at"],
            place=asked["place"],
            address=asked["address"],
            capacity=asked["capacity"],
            invited=asked["invited"] or 0,
            languages=asked["tables_speak"],
            care={name: self.text(name) for name in CARE},
            asks=asked["asks"],
        )


class LettersForm(forms.Form):
    """How many letters, and what to call them."""

    count = forms.IntegerField(label=_("How many letters"), min_value=1, max_value=MOST_LETTERS)
    batch = forms.CharField(
        label=_("What these letters are for"),
        help_text=_("For instance: Molenbeek, first round."),
        required=False,
        max_length=80,
    )


class CallOffForm(forms.Form):
    """Why it does not take place."""

    reason = forms.CharField(
        label=_("Why it does not take place"),
        help_text=_("Everybody who registered reads it, and it stays public."),
        max_length=600,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
