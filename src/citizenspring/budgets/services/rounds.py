"""Making a budget round and changing it, until voting opens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking

from citizenspring.budgets.errors import MoneyMissing, PlaceMissing, RoundFixed, RoundTimesWrong
from citizenspring.budgets.models import Pot, Round
from citizenspring.budgets.permissions import may_edit_round, may_make_round
from citizenspring.budgets.queries import has_reached
from citizenspring.city.models import Territory
from citizenspring.ledger.services import record
from citizenspring.people.levels import Level
from citizenspring.people.models import Person
from citizenspring.processes.models import Process
from citizenspring.processes.services import ActivityFacts, create_activity, edit_activity
from citizenspring.processes.texts import Text, as_text, in_languages
from citizenspring.processes.themes import theme_name

from .preparing import prepare_poll

__all__ = ["KIND", "RULES", "PotFacts", "RoundFacts", "create_round", "edit_round", "public_rules"]

KIND = "budget"
TIMES = "ideas_until", "answers_until", "vote_opens_at", "vote_closes_at"
RULES = (
    "currency",
    "division",
    "method",
    "fewest",
    "most",
    "points",
    "most_each",
    "voter_level",
    "asks_place",
    "asks_age",
    "rule",
    "completion",
    "stops_when_full",
    "ties",
    "seed",
)


@dataclass(frozen=True)
class PotFacts:
    """Part of the money; with neither territory nor theme it is for everything."""

    amount: Decimal
    territory: Territory | None = None
    theme: str = ""
    name: Text = ""


@dataclass(frozen=True)
class RoundFacts:
    """What an organiser says of a round; times are in UTC. ``idea_level`` may propose ideas."""

    title: Text
    introduction: Text = ""
    opens_at: datetime | None = None
    ideas_until: datetime | None = None
    answers_until: datetime | None = None
    vote_opens_at: datetime | None = None
    vote_closes_at: datetime | None = None
    idea_level: Level = Level.GUEST
    currency: str = "EUR"
    division: str = Round.Division.WHOLE
    method: str = Round.Method.APPROVAL
    fewest: int = 1
    most: int = 5
    points: int = 10
    most_each: int = 5
    voter_level: Level = Level.MAIL
    voter_territories: Sequence[Territory] = ()
    asks_place: bool = True
    asks_age: bool = False
    rule: str = Round.Rule.EQUAL_SHARES
    completion: str = Round.Completion.ADD1
    stops_when_full: bool = True
    ties: Sequence[str] = field(default_factory=lambda: ["votes", "cost", "seed"])
    seed: str = ""

    def of_activity(self) -> ActivityFacts:
        """A round ends with its result and not at an hour, so there is no closing time."""
        return ActivityFacts(
            self.title, self.introduction, self.opens_at, None, Level(self.idea_level)
        )


@transaction.atomic
def create_round(
    process: Process, facts: RoundFacts, pots: Iterable[PotFacts], *, by: Person
) -> Round:
    """Make a budget round with its money, as a draft that only its organisers see."""
    may_make_round.require(by, process)
    activity = create_activity(process, KIND, facts.of_activity(), by=by)
    budget = Round(activity=activity)
    _fill(budget, facts)
    budget.save(force_insert=True)
    budget.voter_territories.set(facts.voter_territories)
    _set_pots(budget, list(pots))
    record("budget.made", by=by, about=activity.node_id, facts=public_rules(budget))
    return budget


def edit_round(budget: Round, facts: RoundFacts, pots: Iterable[PotFacts], *, by: Person) -> Round:
    """Change words, dates, money and rules; from the opening of the vote on, nothing (A07)."""
    may_edit_round.require(by, budget)
    if not _edit(budget, facts, list(pots), by):
        # Kept although the change is refused: so it stands outside the transaction.
        record("budget.change_refused", by=by, about=budget.activity.node_id)
        raise RoundFixed
    return budget


@transaction.atomic
def _edit(budget: Round, facts: RoundFacts, pots: list[PotFacts], by: Person) -> bool:
    held = Round.objects.select_for_update().get(pk=budget.pk)
    if has_reached(held, Round.Stage.VOTE):
        return False
    budget.stage, budget.poll = held.stage, held.poll
    budget.activity = edit_activity(budget.activity, facts.of_activity(), by=by)
    _fill(budget, facts)
    budget.save()
    budget.voter_territories.set(facts.voter_territories)
    _set_pots(budget, pots)
    if budget.poll:
        prepare_poll(budget, by=by)
    public = {} if budget.activity.is_draft else public_rules(budget)
    record("budget.edited", by=by, about=budget.activity.node_id, facts=public)
    return True


def _fill(budget: Round, facts: RoundFacts) -> None:
    for name in (*TIMES, *RULES):
        setattr(budget, name, getattr(facts, name))
    budget.ties = list(facts.ties)
    known = [moment for moment in (facts.opens_at, *_times(budget)) if moment]
    if any(later <= earlier for earlier, later in pairwise(known)):
        raise RoundTimesWrong


def _times(budget: Round) -> list[datetime | None]:
    return [getattr(budget, name) for name in TIMES]


def _set_pots(budget: Round, pots: list[PotFacts]) -> None:
    """Change the pots in place: projects stay in the one of their territory or theme."""
    if not pots or any(pot.amount <= 0 for pot in pots):
        raise MoneyMissing
    keys = [_key(budget, pot) for pot in pots]
    if len(set(keys)) < len(keys) or (budget.division != Round.Division.WHOLE and "" in keys):
        raise PlaceMissing
    known = {_key(budget, pot): pot for pot in budget.pots.all()}
    kept = [known[key].pk for key in keys if key in known]
    gone = budget.pots.exclude(pk__in=kept)
    if budget.projects.filter(pot__in=gone).exists():
        raise PlaceMissing
    gone.delete()
    # Out of the way first: two pots that change places would meet on one number.
    for place, pot in enumerate(budget.pots.all(), len(pots) + len(known) + 1):
        budget.pots.filter(pk=pot.pk).update(number=place)
    for number, (key, facts) in enumerate(zip(keys, pots, strict=True), 1):
        pot = known.get(key) or Pot(round=budget)
        pot.number, pot.amount, pot.name = number, facts.amount, as_text(_name(facts))
        pot.territory, pot.theme = facts.territory, facts.theme
        pot.save()


def _key(budget: Round, pot: PotFacts | Pot) -> str:
    if budget.division == Round.Division.TERRITORY:
        return pot.territory.code if pot.territory else ""
    if budget.division == Round.Division.CATEGORY:
        return pot.theme
    return "" if not pot.territory and not pot.theme else "other"


def _name(pot: PotFacts) -> Text:
    if pot.name:
        return pot.name
    if pot.territory:
        return in_languages(pot.territory.name)
    names = {}
    for language, _label in settings.LANGUAGES:
        with speaking(language):
            names[language] = theme_name(pot.theme) if pot.theme else _("The whole budget")
    return names


def public_rules(budget: Round) -> dict[str, Any]:
    """What the public record keeps of a round: its rules, times and money."""
    moments = zip(TIMES, _times(budget), strict=True)
    return {
        **{name: getattr(budget, name) for name in RULES},
        **{name: moment.isoformat() if moment else None for name, moment in moments},
        "territories": sorted(budget.voter_territories.values_list("code", flat=True)),
        "pots": [
            {
                "number": pot.number,
                "amount": str(pot.amount),
                "territory": pot.territory.code if pot.territory else "",
                "theme": pot.theme,
            }
            for pot in budget.pots.select_related("territory")
        ],
    }
