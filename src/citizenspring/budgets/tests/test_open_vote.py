"""Opening the vote: everything is fixed from then on, for everybody (A07)."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from citizenspring.ballots.models import Poll
from citizenspring.budgets import errors, services
from citizenspring.budgets.models import Pot, Project, Round
from citizenspring.budgets.services import PotFacts, RoundFacts
from citizenspring.common.clock import database_now
from citizenspring.ledger.models import Entry
from citizenspring.notifications.models import News
from citizenspring.people.tests.factories import make_person
from citizenspring.processes.services import close_activity
from citizenspring.processes.tests.factories import make_commune

from .factories import TITLE, make_idea, make_project, make_round_in_stage, organiser_of

pytestmark = pytest.mark.django_db
Stage = Round.Stage


@pytest.mark.slow
def test_projects_get_their_numbers_pot_by_pot_and_people_can_vote() -> None:
    north, south = make_commune("north"), make_commune("south")
    pots = [PotFacts(Decimal(900), north), PotFacts(Decimal(800), south)]
    budget = make_round_in_stage(Stage.CAMPAIGN, pots=pots, division="territory", projects=(9, 8))
    make_project(budget, cost=700, pot=budget.pots.get(territory=south))
    make_project(budget, cost=600, pot=budget.pots.get(territory=north))
    services.open_vote(budget, by=organiser_of(budget))
    found = Project.objects.filter(round=budget).order_by("number")
    assert [(one.number, one.key, one.state) for one in found] == [
        (1, 1, "standing"),
        (2, 2, "standing"),
        (3, 4, "standing"),
        (4, 3, "standing"),
    ]
    poll = Poll.objects.get(budget=budget)
    assert poll.is_open
    assert list(poll.options.values_list("cost", flat=True)) == [9, 8, 600, 700]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("approval", ("approval", 2, None, None, None)),
        ("knapsack", ("approval", 2, None, None, 1000)),
        ("points", ("points", 2, 10, 5, None)),
        ("ranking", ("ranking", 2, None, None, None)),
    ],
)
def test_each_way_to_vote_becomes_the_rules_of_the_poll(
    method: str, expected: tuple[object, ...]
) -> None:
    poll = make_round_in_stage(Stage.VOTE, method=method).poll
    assert poll
    rules = (poll.method, poll.most, poll.points, poll.most_each, poll.limit)
    assert rules == expected


def test_it_opens_by_itself_and_tells_everyone_on_the_roll_once() -> None:
    soon = database_now() + timedelta(hours=1)
    ada = make_person(name="Ada")
    later = soon + timedelta(days=1)
    budget = make_round_in_stage(Stage.CAMPAIGN, vote_opens_at=soon, vote_closes_at=later)
    make_idea(budget, by=ada)
    assert services.carry_out_due(soon) == 1
    assert Round.objects.get(pk=budget.pk).stage == Stage.VOTE
    assert News.objects.filter(person=ada, telling__kind="budgets.vote_opened").count() == 1


def test_what_is_missing_is_said_all_at_once() -> None:
    budget = make_round_in_stage(Stage.CAMPAIGN, projects=(600, 1200))
    make_project(budget, "A pond", cost=None)
    Round.objects.filter(pk=budget.pk).update(vote_closes_at=None)
    with pytest.raises(errors.RoundNotReady) as refused:
        services.open_vote(budget, by=organiser_of(budget))
    said = str(refused.value)
    for words in ("A pond", "Project 2", "peut voter"):
        assert words in said


@pytest.mark.slow
def test_a_change_of_an_open_vote_is_refused_and_the_attempt_recorded() -> None:
    budget = make_round_in_stage(Stage.VOTE)
    olga = organiser_of(budget)
    with pytest.raises(errors.RoundFixed):
        services.edit_round(budget, RoundFacts(TITLE, most=3), [PotFacts(Decimal(9))], by=olga)
    refused = Entry.objects.filter(kind="budget.change_refused", about=budget.activity.node_id)
    assert refused.count() == 1
    assert budget.pots.get().amount == 1000


CHANGES: list[Callable[[Round], object]] = [
    lambda budget: Round.objects.filter(pk=budget.pk).update(rule="greedy"),
    lambda budget: Round.objects.filter(pk=budget.pk).update(stage=Stage.CAMPAIGN),
    lambda budget: Pot.objects.filter(round=budget).update(amount=2000),
    lambda budget: Pot.objects.create(round=budget, number=2, name="More", amount=1),
    lambda budget: Project.objects.filter(round=budget, number=1).update(cost=1),
    lambda budget: Project.objects.filter(round=budget, number=1).update(state="withdrawn"),
    make_project,
    lambda budget: budget.voter_territories.add(make_commune()),
]


@pytest.mark.slow
def test_the_database_refuses_it_too_whoever_asks() -> None:
    budget = make_round_in_stage(Stage.VOTE)
    for change in CHANGES:
        with pytest.raises(IntegrityError), transaction.atomic():
            change(budget)
    Project.objects.filter(round=budget, number=1).update(state="funded")
    Round.objects.filter(pk=budget.pk).update(seed="as the sealed vote says")


@pytest.mark.slow
def test_nobody_ends_a_vote_by_closing_what_it_stands_in() -> None:
    budget = make_round_in_stage(Stage.VOTE)
    with pytest.raises(errors.RoundGoesOn):
        close_activity(budget.activity, by=organiser_of(budget))
