"""Moving a round from stage to stage."""

from datetime import timedelta

import pytest

from citizenspring.budgets import errors, services
from citizenspring.budgets.models import Round
from citizenspring.common.clock import database_now
from citizenspring.common.errors import NotAllowed
from citizenspring.notifications.models import News
from citizenspring.processes.models import Activity
from citizenspring.processes.services import ActivityFacts, edit_activity, open_activity
from citizenspring.processes.tests.factories import make_facilitator, make_member

from .factories import TITLE, make_project, make_round, make_round_in_stage, organiser_of

pytestmark = pytest.mark.django_db
Stage = Round.Stage


def stage_of(budget: Round) -> str:
    return Round.objects.get(pk=budget.pk).stage


def test_opening_the_activity_begins_the_stage_of_ideas() -> None:
    budget = make_round()
    open_activity(budget.activity, by=organiser_of(budget))
    assert stage_of(budget) == Stage.IDEAS


def test_a_round_only_goes_forward_and_each_step_once() -> None:
    budget = make_round_in_stage(Stage.REVIEW)
    olga = organiser_of(budget)
    with pytest.raises(errors.StageOver):
        services.start_review(budget, by=olga)
    early = make_round_in_stage()
    with pytest.raises(errors.StageBefore):
        services.start_campaign(early, by=organiser_of(early))


def test_only_organisers_move_it_on() -> None:
    budget = make_round_in_stage()
    for person in (make_member(), make_facilitator(scope=budget.activity.process_id)):
        with pytest.raises(NotAllowed):
            services.start_review(budget, by=person)


def test_it_goes_on_by_itself_by_the_clock_of_the_database() -> None:
    soon = database_now() + timedelta(hours=1)
    budget = make_round_in_stage(ideas_until=soon, answers_until=soon + timedelta(hours=1))
    assert services.carry_out_due() == 0
    assert services.carry_out_due(soon) == 1
    assert stage_of(budget) == Stage.REVIEW


def test_what_lacks_something_waits_and_its_organisers_are_told_once_a_day() -> None:
    soon = database_now() + timedelta(hours=1)
    budget = make_round_in_stage(Stage.REVIEW, answers_until=soon)
    make_project(budget)
    for _ in range(2):
        assert services.carry_out_due(soon) == 0
    assert stage_of(budget) == Stage.REVIEW
    assert News.objects.filter(telling__kind="budgets.waits", person__name="Olga").count() == 2
    make_project(budget)
    assert services.carry_out_due(soon) == 1


def test_a_round_has_no_closing_time_of_its_own() -> None:
    budget = make_round()
    facts = ActivityFacts(TITLE, closes_at=database_now() + timedelta(days=1))
    with pytest.raises(errors.RoundTimesWrong):
        edit_activity(budget.activity, facts, by=organiser_of(budget))
    assert Activity.objects.get(pk=budget.activity_id).closes_at is None


def test_dates_must_follow_each_other() -> None:
    soon = database_now() + timedelta(days=1)
    with pytest.raises(errors.RoundTimesWrong):
        make_round(ideas_until=soon, vote_opens_at=soon - timedelta(hours=1))
