"""The organiser's form of a round: what for, how much, when, how people vote, how it is shared."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citizenspring.budgets.models import Round
from citizenspring.budgets.services import PotFacts, RoundFacts
from citizenspring.city.models import Territory
from citizenspring.common.money_field import MoneyField, plain_amount
from citizenspring.people.levels import Level
from citizenspring.processes.forms import ActivityForm
from citizenspring.processes.forms.times import LocalMoment
from citizenspring.processes.models import Process
from citizenspring.processes.themes import THEMES

from . import choices

__all__ = ["RoundForm"]

PLAIN = (
    "currency",
    "division",
    "ideas_until",
    "answers_until",
    "vote_opens_at",
    "vote_closes_at",
    "method",
    "fewest",
    "most",
    "points",
    "most_each",
    "asks_place",
    "asks_age",
    "rule",
    "completion",
    "stops_when_full",
    "seed",
)


@dataclass(frozen=True)
class Section:
    """Part of the form: its legend, one sentence on it, and its fields."""

    name: str
    legend: str | Promise
    sentence: str | Promise
    fields: list[BoundField]
    whose: str = ""


def _cards(**facts: Any) -> forms.ChoiceField:
    return forms.ChoiceField(widget=forms.RadioSelect, **facts)


class RoundForm(ActivityForm):
    """Everything about a round on one page; each choice says in a sentence what it does."""

    closes_at = None  # type: ignore[assignment]  # Django's way of leaving out a field it inherits
    required_level = None  # type: ignore[assignment]  # as above: who proposes is asked below
    opens_at = LocalMoment(
        label=_("Ideas from"), help_text=_("Leave empty to begin when you say so."), required=False
    )
    ideas_until = LocalMoment(label=_("Ideas until"), required=False)
    answers_until = LocalMoment(
        label=_("Answers until"),
        help_text=_("By then each project has its answer: can it be done, and what does it cost?"),
        required=False,
    )
    vote_opens_at = LocalMoment(label=_("Voting opens"), required=False)
    vote_closes_at = LocalMoment(
        label=_("Voting closes"),
        help_text=_("Needed to open the vote. It closes at this minute by itself."),
        required=False,
    )
    idea_level = forms.ChoiceField(
        label=_("Who may propose ideas"), choices=Level.choices, initial=Level.GUEST
    )
    division = _cards(
        label=_("How the money is parted"),
        choices=choices.DIVISIONS,
        initial=Round.Division.WHOLE,
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=choices.CURRENCIES, initial="EUR")
    amount = MoneyField(label=_("How much money"))
    method = _cards(
        label=_("How people vote"), choices=choices.METHODS, initial=Round.Method.APPROVAL
    )
    fewest = forms.IntegerField(
        label=_("Projects on a ballot, at least"), min_value=1, max_value=100, initial=1
    )
    most = forms.IntegerField(
        label=_("Projects on a ballot, at most"),
        help_text=_("For choosing up to a number and for putting in order."),
        min_value=1,
        max_value=100,
        initial=5,
    )
    points = forms.IntegerField(
        label=_("Points for each voter"), min_value=1, max_value=1000, initial=10
    )
    most_each = forms.IntegerField(
        label=_("Points for one project, at most"), min_value=1, max_value=1000, initial=5
    )
    voter_level = forms.ChoiceField(
        label=_("Who may vote online"),
        help_text=_(
            "The more you ask, the surer each votes once, and the fewer come. Others vote on "
            "paper or at a desk, from the same roll."
        ),
        choices=Level.choices,
        initial=Level.MAIL,
    )
    voter_territories = forms.ModelMultipleChoiceField(
        label=_("Only residents of"),
        help_text=_("Choose none: residents of the whole city and people who come here."),
        queryset=Territory.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    asks_place = forms.BooleanField(
        label=_("Ask on the ballot in which commune the voter lives (never needed)"),
        help_text=_("The result then shows how the money is spread. Small groups stay hidden."),
        required=False,
        initial=True,
    )
    asks_age = forms.BooleanField(
        label=_("Ask on the ballot for the age group (never needed)"), required=False
    )
    rule = _cards(
        label=_("Who gets how much"), choices=choices.RULES, initial=Round.Rule.EQUAL_SHARES
    )
    completion = _cards(
        label=_("What happens with money that is left"),
        choices=choices.COMPLETIONS,
        initial=Round.Completion.ADD1,
    )
    stops_when_full = forms.BooleanField(
        label=_("Stop rising as soon as nothing more fits"),
        help_text=_("As most cities do. Without it the rise goes on as long as the money allows."),
        required=False,
        initial=True,
    )
    ties = forms.ChoiceField(
        label=_("When two projects are level"), choices=choices.TIES, initial="votes,cost,seed"
    )
    seed = forms.CharField(
        label=_("Words for drawing lots"),
        help_text=_(
            "Published with the rules. Leave them empty, and they are made from the sealed vote "
            "when it has closed: then nobody can choose them."
        ),
        required=False,
        max_length=120,
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, spoken=process.languages, **kwargs)
        self.places = list(_places(process))
        voters = self.fields["voter_territories"]
        assert isinstance(voters, forms.ModelMultipleChoiceField)
        voters.queryset = Territory.objects.filter(pk__in=[one.pk for one in self.places])
        for place in self.places:
            self.fields[f"place_{place.code}"] = MoneyField(label=str(place.name))
        for slug, name in THEMES.items():
            self.fields[f"theme_{slug}"] = MoneyField(label=name)

    @classmethod
    def of_round(cls, budget: Round, sent: Any = None) -> "RoundForm":
        """The form filled with what a round has."""
        activity = budget.activity
        known: dict[str, Any] = {name: getattr(budget, name) for name in PLAIN}
        known |= {"ties": ",".join(budget.ties), "voter_level": budget.voter_level}
        known |= {"opens_at": activity.opens_at, "idea_level": activity.required_level}
        known["voter_territories"] = [one.code for one in budget.voter_territories.all()]
        known |= {
            _pot_field(pot): plain_amount(pot.amount)
            for pot in budget.pots.select_related("territory")
        }
        texts = {"title": activity.title, "introduction": activity.introduction}
        return cls(sent, initial=known, texts=texts, process=activity.process)

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        fewest, most = asked.get("fewest"), asked.get("most")
        if fewest and most and most < fewest:
            self.add_error("most", _("This must not be less than the number before it."))
        if asked.get("division") == Round.Division.WHOLE and not asked.get("amount"):
            self.add_error("amount", _("Write how much money there is."))
        elif "division" in asked and not self.pots() and not self.errors:
            self.add_error("division", _("Write an amount for at least one part."))
        return asked

    def pots(self) -> list[PotFacts]:
        """The money as it was written, for the division that was chosen."""
        asked, division = self.cleaned_data, self.cleaned_data.get("division")
        if division == Round.Division.TERRITORY:
            named = [(place, asked.get(f"place_{place.code}")) for place in self.places]
            return [PotFacts(amount, place) for place, amount in named if amount]
        if division == Round.Division.CATEGORY:
            themes = [(slug, asked.get(f"theme_{slug}")) for slug in THEMES]
            return [PotFacts(amount, theme=slug) for slug, amount in themes if amount]
        return [PotFacts(asked["amount"])] if asked.get("amount") else []

    def round_facts(self) -> RoundFacts:
        asked = self.cleaned_data
        return RoundFacts(
            title=self.text("title"),
            introduction=self.text("introduction"),
            opens_at=asked["opens_at"],
            idea_level=Level(int(asked["idea_level"])),
            voter_level=Level(int(asked["voter_level"])),
            voter_territories=list(asked["voter_territories"]),
            ties=asked["ties"].split(","),
            **{name: asked[name] for name in PLAIN},
        )

    def sections(self) -> Iterator[Section]:
        """The form in the order in which an organiser thinks."""
        for name, legend, sentence, fields in _SECTIONS:
            yield Section(name, legend, sentence, [self[field] for field in fields])
            if name == "money":
                yield from self._amounts()

    def _amounts(self) -> Iterator[Section]:
        by_place = [self[f"place_{place.code}"] for place in self.places]
        by_theme = [self[f"theme_{slug}"] for slug in THEMES]
        sentence = _("Leave empty what gets no budget of its own.")
        yield Section("amount", "", "", [self["amount"]], Round.Division.WHOLE)
        yield Section("places", _("Amounts"), sentence, by_place, Round.Division.TERRITORY)
        yield Section("themes", _("Amounts"), sentence, by_theme, Round.Division.CATEGORY)


def _places(process: Process) -> Iterator[Territory]:
    """The communes of the city, or the quarters of the one commune the process is about."""
    about = list(process.territories.all())
    if len(about) == 1 and (quarters := list(about[0].parts.order_by("code"))):
        return iter(quarters)
    return iter(Territory.objects.filter(kind=Territory.Kind.COMMUNE).order_by("code"))


def _pot_field(pot: Any) -> str:
    if pot.territory:
        return f"place_{pot.territory.code}"
    return f"theme_{pot.theme}" if pot.theme else "amount"


_SECTIONS = [
    (
        "money",
        _("The money"),
        _("How much there is, and for what."),
        ["currency", "division"],
    ),
    (
        "dates",
        _("The dates"),
        _("Each stage begins by itself at its time. Without a date, you begin it with one press."),
        ["opens_at", "ideas_until", "answers_until", "vote_opens_at", "vote_closes_at"],
    ),
    (
        "ballot",
        _("The ballot"),
        _("It is secret, and the same online, on paper and at a desk."),
        ["method", "fewest", "most", "points", "most_each"],
    ),
    (
        "voters",
        _("Who takes part"),
        _("The roll is frozen when voting opens."),
        ["idea_level", "voter_level", "voter_territories", "asks_place", "asks_age"],
    ),
    (
        "sharing",
        _("How the votes share the money"),
        _("Fixed when voting opens, and published. Anybody can count again."),
        ["rule", "completion", "stops_when_full", "ties", "seed"],
    ),
]
