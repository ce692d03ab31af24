"""What residents send about ideas, and how they look for them."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citizenspring.city.models import Territory
from citizenspring.common.money_field import MoneyField
from citizenspring.opinions.languages import is_another_script, language_choices
from citizenspring.processes.forms.find import commune_choices
from citizenspring.processes.themes import theme_name

from .models import LONGEST_IDEA, Idea, Round
from .places import themes_of
from .queries import IdeasWanted
from .services import IdeaFacts

__all__ = ["FindIdeasForm", "IdeaForm", "PlaceForm", "choices_with"]

Choices = list[tuple[str, Any]]
MORE = "theme", "commune", "place", "latitude", "longitude", "cost_guess"


def choices_with(none: Any, choices: Choices) -> Choices:
    return [("", none), *choices]


class PlaceForm(forms.Form):
    """Where something is: a commune, words, and optionally a point of the map."""

    theme = forms.ChoiceField(label=_("Theme"), required=False)
    commune = forms.ChoiceField(label=_("Commune"), required=False)
    place = forms.CharField(
        label=_("Where exactly"),
        help_text=_("A street, a square, a school. Do not write where you live."),
        required=False,
        max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
    )
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput)
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput)

    def offer_places(self, budget: Round) -> None:
        """Fill the lists with the themes and the parts of the city of this round."""
        themes = [(slug, theme_name(slug)) for slug in themes_of(budget)]
        _choices(self, "theme", choices_with(_("No theme"), themes))
        _choices(self, "commune", choices_with(_("The whole city"), commune_choices()))

    def territory(self) -> Territory | None:
        code = self.cleaned_data.get("commune")
        return Territory.objects.filter(code=code).first() if code else None


def _choices(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class IdeaForm(PlaceForm):
    """An idea of one's own; what was typed stays whatever happens."""

    title = forms.CharField(
        label=_("Your idea in a few words"),
        max_length=120,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("Tell more"),
        help_text=_("For whom is it good, and what should change?"),
        required=False,
        max_length=LONGEST_IDEA,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
    )
    cost_guess = MoneyField(
        label=_("What may it cost, about?"),
        help_text=_("A guess in euros; leave it empty if you do not know."),
    )
    language = forms.ChoiceField(label=_("Language you write in"))
    field_order = ("title", "text", "language", *MORE)

    def __init__(self, *args: Any, budget: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_places(budget)
        _choices(self, "language", language_choices())
        self.fields["language"].initial = get_language() or "fr"

    @classmethod
    def of(cls, idea: Idea, sent: Any = None) -> "IdeaForm":
        """The form filled with what an idea says."""
        said = {name: getattr(idea, name) for name in cls.base_fields if name != "commune"}
        if idea.territory:
            said["commune"] = idea.territory.code
        return cls(sent, initial=said, budget=idea.round)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        words = f"{said.get('title', '')} {said.get('text', '')}"
        if is_another_script(words, said.get("language", "")):
            sentence = _("This looks like another script: choose the language you wrote in.")
            self.add_error("language", sentence)
        return said

    def has_more(self) -> bool:
        """Whether one of the fields that most people leave out says something."""
        return any(self[name].value() or self[name].errors for name in MORE)

    def facts(self) -> IdeaFacts:
        said = {name: value for name, value in self.cleaned_data.items() if name != "commune"}
        return IdeaFacts(territory=self.territory(), **said)


class FindIdeasForm(forms.Form):
    """Look for ideas; sent by GET, so an address with its answers can be shared."""

    use_required_attribute = False

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    commune = forms.ChoiceField(label=_("Commune"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("Newest first")),
            ("supported", _("Most supported first")),
            ("oldest", _("Oldest first")),
        ],
    )

    def __init__(self, *args: Any, budget: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = [(slug, theme_name(slug)) for slug in themes_of(budget)]
        _choices(self, "theme", choices_with(_("All themes"), themes))
        _choices(self, "commune", choices_with(_("All communes"), commune_choices()))

    def filters(self) -> list[forms.BoundField]:
        """Every field but the words."""
        return [bound for bound in self if bound.name != "q"]

    def wanted(self) -> IdeasWanted:
        """What is asked; a part that makes no sense asks nothing and is shown as wrong."""
        self.is_valid()
        asked = self.cleaned_data
        parts = (asked.get(name, "") for name in ("q", "theme", "commune", "sort"))
        return IdeasWanted(*parts)
