"""Making a budget round and changing it."""

from decimal import Decimal

import pytest

from citizenspring.budgets import errors, services
from citizenspring.budgets.models import Round
from citizenspring.budgets.services import PotFacts, RoundFacts
from citizenspring.common.errors import NotAllowed
from citizenspring.processes.tests.factories import make_commune, make_member, make_open_process

from .factories import TITLE, make_project, make_round, organiser_of

pytestmark = pytest.mark.django_db
MONEY = [PotFacts(Decimal(2000))]


def test_a_round_begins_as_a_draft_with_its_money_and_rules() -> None:
    found = Round.objects.get(pk=make_round(pots=MONEY, method="points", points=12).pk)
    assert found.activity.is_draft
    assert found.stage == Round.Stage.PREPARING
    assert (found.points, found.rule, found.completion) == (12, "equal-shares", "add1")
    assert [pot.amount for pot in found.pots.all()] == [2000]


def test_only_an_organiser_makes_one() -> None:
    with pytest.raises(NotAllowed):
        services.create_round(make_open_process(), RoundFacts(TITLE), MONEY, by=make_member())


def test_money_can_be_parted_by_territory_and_parted_anew() -> None:
    north, south = make_commune("north", "North"), make_commune("south", "South")
    pots = [PotFacts(Decimal(300), north), PotFacts(Decimal(200), south)]
    budget = make_round(pots=pots, division=Round.Division.TERRITORY)
    kept = budget.pots.get(territory=north)
    make_project(budget, pot=kept)
    olga = organiser_of(budget)
    facts = RoundFacts(TITLE, division=Round.Division.TERRITORY)
    services.edit_round(budget, facts, [pots[1], PotFacts(Decimal(900), north)], by=olga)
    kept.refresh_from_db()
    assert kept.number == 2
    assert kept.amount == 900
    with pytest.raises(errors.PlaceMissing):
        services.edit_round(budget, facts, [pots[1]], by=olga)


@pytest.mark.parametrize(
    ("pots", "refusal"),
    [
        ([], errors.MoneyMissing),
        ([PotFacts(Decimal(0))], errors.MoneyMissing),
        ([PotFacts(Decimal(-5))], errors.MoneyMissing),
        ([*MONEY, *MONEY], errors.PlaceMissing),
    ],
)
def test_a_round_without_money_is_refused(
    pots: list[PotFacts], refusal: type[errors.MoneyMissing]
) -> None:
    with pytest.raises(refusal):
        services.create_round(
            (budget := make_round()).activity.process,
            RoundFacts(TITLE),
            pots,
            by=organiser_of(budget),
        )
