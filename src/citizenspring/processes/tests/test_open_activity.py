"""Opening, planning and closing an activity; asking whether it is open."""

from datetime import timedelta

import pytest
from django.db import transaction

from citizenspring.common.clock import database_now
from citizenspring.common.errors import NotAllowed
from citizenspring.ledger.models import Entry
from citizenspring.processes import errors, services
from citizenspring.processes.models import Activity

from .factories import (
    make_activity,
    make_facilitator,
    make_member,
    make_open_activity,
    make_organiser,
    make_process,
    over,
)

pytestmark = pytest.mark.django_db


def test_its_facilitator_opens_it_and_the_record_says_so() -> None:
    activity = make_activity()
    fay = make_facilitator(scope=activity.process_id)
    services.open_activity(activity, by=fay)
    activity.refresh_from_db()
    assert activity.is_open
    assert activity.opened_at
    assert activity.node.is_public
    assert Entry.objects.filter(kind="activity.opened", about=activity.node_id).count() == 1


def test_a_stranger_may_not_open_it() -> None:
    with pytest.raises(NotAllowed):
        services.open_activity(make_activity(), by=make_member())


def test_it_opens_only_once() -> None:
    ada = make_organiser()
    activity = make_open_activity(by=ada)
    with pytest.raises(errors.ActivityStarted):
        services.open_activity(activity, by=ada)


def test_it_closes_only_once() -> None:
    ada = make_organiser()
    activity = make_open_activity(by=ada)
    services.close_activity(activity, by=ada)
    with pytest.raises(errors.ActivityNotClosed):
        services.close_activity(activity, by=ada)


def test_it_waits_for_its_process() -> None:
    ada = make_organiser()
    activity = make_activity(make_process(by=ada), by=ada)
    with pytest.raises(errors.ProcessDraft):
        services.open_activity(activity, by=ada)


def test_a_planned_one_opens_and_closes_by_itself() -> None:
    ada, start = make_organiser(), database_now() + timedelta(hours=1)
    activity = make_activity(by=ada, opens_at=start, closes_at=start + timedelta(hours=1))
    services.plan_activity(activity, by=ada)
    assert activity.state == Activity.State.PLANNED
    assert services.carry_out_due() == 0
    assert services.carry_out_due(start) == 1
    activity.refresh_from_db()
    assert activity.is_open
    assert services.carry_out_due(start + timedelta(hours=2)) == 1
    activity.refresh_from_db()
    assert activity.state == Activity.State.CLOSED
    closing = Entry.objects.get(kind="activity.closed", about=activity.node_id)
    assert "by" not in closing.body


def test_one_whose_whole_time_went_by_is_opened_and_closed_at_once() -> None:
    ada, start = make_organiser(), database_now() + timedelta(hours=1)
    activity = make_activity(by=ada, opens_at=start, closes_at=start + timedelta(hours=1))
    services.plan_activity(activity, by=ada)
    assert services.carry_out_due(start + timedelta(days=1)) == 2
    activity.refresh_from_db()
    assert activity.state == Activity.State.CLOSED


def test_a_draft_never_opens_by_itself() -> None:
    make_activity(opens_at=database_now() - timedelta(hours=1))
    assert services.carry_out_due() == 0


def test_an_act_is_refused_after_the_end_even_before_anyone_closed_it() -> None:
    activity = over(make_open_activity())
    with pytest.raises(errors.ActivityClosed), transaction.atomic():
        services.require_open(activity)


def test_an_act_is_refused_before_the_beginning() -> None:
    with pytest.raises(errors.ActivityNotOpen), transaction.atomic():
        services.require_open(make_activity())


def test_the_first_act_after_the_beginning_opens_it() -> None:
    ada, start = make_organiser(), database_now() + timedelta(hours=1)
    activity = services.plan_activity(make_activity(by=ada, opens_at=start), by=ada)
    earlier = database_now() - timedelta(seconds=1)
    Activity.objects.filter(pk=activity.pk).update(opens_at=earlier)
    activity.refresh_from_db()
    with transaction.atomic():
        services.require_open(activity)
    activity.refresh_from_db()
    assert activity.is_open


def test_a_taken_back_announcement_hides_it_again() -> None:
    ada, start = make_organiser(), database_now() + timedelta(hours=1)
    activity = services.plan_activity(make_activity(by=ada, opens_at=start), by=ada)
    services.unplan_activity(activity, by=ada)
    assert activity.is_draft
    assert not activity.node.is_public


def test_its_end_cannot_come_before_its_beginning() -> None:
    moment = database_now()
    with pytest.raises(errors.TimesBackwards):
        make_activity(opens_at=moment, closes_at=moment - timedelta(hours=1))


def test_a_planned_one_is_hidden_again_when_its_process_closes() -> None:
    ada = make_organiser()
    activity = make_activity(by=ada, opens_at=database_now() + timedelta(days=1))
    services.plan_activity(activity, by=ada)
    services.close_process(activity.process, by=ada)
    activity.refresh_from_db()
    assert activity.state == Activity.State.DRAFT
    assert not activity.node.is_public
