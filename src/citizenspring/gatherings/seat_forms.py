"""What organisers send about the room: tables, the wish for seats, facilitators, lists."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import Gathering
from .services import MOST_ROUNDS, MOST_TABLES, FacilitatorFacts
from .services.seating import LARGEST_SIZE, SMALLEST_SIZE
from .services.tables import FEWEST_SEATS, MOST_SEATS
from .sheets import LARGEST_LIST

__all__ = ["FacilitatorForm", "ListForm", "SeatForm", "TablesForm"]


class ListForm(forms.Form):
    """A list as CSV; what it says is read by the view."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("A list, as a CSV file"),
        error_messages={
            "required": _("Choose the file with the list."),
            "empty": _("This file is empty. Choose the file with the list."),
        },
    )

    def clean_file(self) -> bytes:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST_LIST:
            raise ValidationError(_("This file is larger than 5 MB. Send it in parts."))
        return bytes(sent.read())


class TablesForm(forms.Form):
    """So many tables of so many seats, numbered from 1."""

    use_required_attribute = False

    count = forms.IntegerField(
        label=_("How many tables"), min_value=1, max_value=MOST_TABLES, initial=20
    )
    seats = forms.IntegerField(
        label=_("Seats at each"), min_value=FEWEST_SEATS, max_value=MOST_SEATS, initial=9
    )


class SeatForm(forms.Form):
    """How people are to be seated."""

    use_required_attribute = False

    rounds = forms.IntegerField(
        label=_("How often people change tables, the first time counted"),
        help_text=_("1: everybody stays at one table all day. 3: three rounds with new people."),
        min_value=1,
        max_value=MOST_ROUNDS,
        initial=1,
    )
    size = forms.IntegerField(
        label=_("The most at one table, without its facilitator"),
        help_text=_("At more than nine many never speak; at fewer than six one voice decides."),
        min_value=SMALLEST_SIZE,
        max_value=LARGEST_SIZE,
        initial=9,
    )
    who = forms.ChoiceField(
        label=_("Who is to be seated?"),
        choices=[("coming", _("Everybody who has a place")), ("here", _("Only those who came"))],
        widget=forms.RadioSelect,
        initial="coming",
    )
    seed = forms.CharField(
        label=_("Seed of the draw"),
        help_text=_(
            "A public word or number: the same people and the same seed give the same seats. Leave "
            "it empty and one is drawn."
        ),
        required=False,
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
    )

    def wish(self) -> dict[str, Any]:
        asked = self.cleaned_data
        wish = {name: asked[name] for name in ("rounds", "size", "seed")}
        return {**wish, "only_here": asked["who"] == "here"}


class FacilitatorForm(forms.Form):
    """One facilitator."""

    use_required_attribute = False

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    languages = forms.MultipleChoiceField(
        label=_("Languages she or he leads a talk in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, gathering: Gathering, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        offered: Any = self.fields["languages"]
        offered.choices = [
            (code, names.get(code, code)) for code in gathering.languages or list(names)
        ]

    def facts(self) -> FacilitatorFacts:
        return FacilitatorFacts(self.cleaned_data["name"], self.cleaned_data["languages"])
