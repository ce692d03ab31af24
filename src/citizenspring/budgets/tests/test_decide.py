"""Ending a round: people may decide against the count, in public, and only before the end."""

from decimal import Decimal

import pytest

from citizenspring.budgets import services
from citizenspring.budgets.errors import (
    AlreadyDecided,
    NotYetCounted,
    OverrideEmpty,
    OverrideIdle,
    OverrideTooDear,
)
from citizenspring.budgets.models import Allocation, Project, Round
from citizenspring.budgets.queries import published
from citizenspring.budgets.services import PotFacts
from citizenspring.common.errors import NotAllowed
from citizenspring.ledger.models import Entry
from citizenspring.processes.tests.factories import make_member
from citizenspring.threads.models import Edge

from .counted import make_counted_round, make_sealed_round
from .factories import organiser_of

pytestmark = pytest.mark.django_db
HUNDRED = [PotFacts(Decimal(100))]
REASON = "The owner of the land withdrew."


def states(budget: Round) -> list[str]:
    return list(budget.projects.order_by("number").values_list("state", flat=True))


def project(budget: Round, number: int) -> Project:
    return Project.objects.select_related("round__activity", "pot").get(round=budget, number=number)


@pytest.mark.slow
def test_it_ends_the_round_as_the_count_says() -> None:
    budget = make_counted_round(pots=HUNDRED)
    services.decide(budget, by=organiser_of(budget))
    budget = Round.objects.get(pk=budget.pk)
    assert (budget.stage, budget.activity.state) == ("done", "closed")
    assert states(budget) == ["funded", "unfunded", "funded"]
    assert Edge.objects.filter(source=project(budget, 2).node, kind="resulted_in").exists()
    assert len(Entry.objects.get(kind="budget.done").body["result"]) == 64


@pytest.mark.slow
def test_it_ends_only_once_and_only_after_the_count() -> None:
    waiting = make_sealed_round(pots=HUNDRED)
    with pytest.raises(NotYetCounted):
        services.decide(waiting, by=organiser_of(waiting))
    services.count_waiting()
    services.decide(waiting, by=organiser_of(waiting))
    with pytest.raises(AlreadyDecided):
        services.decide(waiting, by=organiser_of(waiting))
    with pytest.raises(AlreadyDecided):
        services.ask_for_count(Round.objects.get(pk=waiting.pk))


@pytest.mark.slow
def test_a_decision_is_not_lifted_once_its_money_went_elsewhere() -> None:
    budget = make_counted_round(pots=HUNDRED)
    olga = organiser_of(budget)
    services.override(project(budget, 3), funds=False, reason=REASON, by=olga)
    services.override(project(budget, 2), funds=True, reason="It takes its place.", by=olga)
    with pytest.raises(OverrideTooDear):
        services.lift_override(project(budget, 3), by=olga)
    assert services.funded_after_all(budget) == {1, 2}


@pytest.mark.slow
def test_people_may_decide_against_the_count_with_a_reason_and_both_stay() -> None:
    budget = make_counted_round(pots=HUNDRED)
    olga = organiser_of(budget)
    services.override(project(budget, 3), funds=False, reason=REASON, by=olga)
    services.override(project(budget, 2), funds=True, reason="It takes its place.", by=olga)
    services.decide(budget, by=olga)
    assert states(budget) == ["funded", "funded", "unfunded"]
    assert Allocation.objects.get(pot__round=budget, is_official=True).funded == [1, 3]
    told = published(Round.objects.get(pk=budget.pk))["pots"][0]["overrides"]
    assert [(one["project"], one["funds"]) for one in told] == [(2, True), (3, False)]
    assert Edge.objects.get(source=project(budget, 3).node, kind="resulted_in").reason == REASON
    assert Entry.objects.filter(kind="budget.overridden").count() == 2


@pytest.mark.slow
def test_against_the_count_needs_a_reason_a_change_and_the_money() -> None:
    budget = make_counted_round(pots=HUNDRED)
    olga = organiser_of(budget)
    with pytest.raises(OverrideEmpty):
        services.override(project(budget, 3), funds=False, reason="  ", by=olga)
    with pytest.raises(OverrideIdle):
        services.override(project(budget, 3), funds=True, reason=REASON, by=olga)
    with pytest.raises(OverrideTooDear):
        services.override(project(budget, 2), funds=True, reason=REASON, by=olga)


@pytest.mark.slow
def test_a_decision_against_the_count_can_be_taken_back_before_the_end() -> None:
    budget = make_counted_round(pots=HUNDRED)
    olga = organiser_of(budget)
    services.override(project(budget, 3), funds=False, reason=REASON, by=olga)
    services.lift_override(project(budget, 3), by=olga)
    assert services.funded_after_all(budget) == {1, 3}


@pytest.mark.slow
def test_only_organisers_decide() -> None:
    budget = make_counted_round(pots=HUNDRED)
    with pytest.raises(NotAllowed):
        services.decide(budget, by=make_member("Bo"))
