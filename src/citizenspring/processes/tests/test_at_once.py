"""Two people at once: the database decides, and nothing is half done."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections, transaction

from citizenspring.common.errors import Refusal
from citizenspring.ledger.models import Entry
from citizenspring.processes import errors, services
from citizenspring.processes.models import Activity, Process
from citizenspring.threads.models import Part
from citizenspring.threads.services import take_part

from .factories import (
    make_activity,
    make_member,
    make_open_activity,
    make_open_process,
    make_organiser,
)

pytestmark = pytest.mark.django_db(transaction=True)


def in_own_connection(act: Callable[[], Any]) -> str:
    """Do it in this thread's own connection and say how it went."""
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    finally:
        connections.close_all()
    return "done"


def all_at_once(act: Callable[[], Any], times: int) -> list[str]:
    with ThreadPoolExecutor(times) as pool:
        return [
            found.result() for found in [pool.submit(in_own_connection, act) for _ in range(times)]
        ]


@pytest.mark.slow
def test_ten_people_open_it_and_it_opens_once() -> None:
    ada = make_organiser()
    activity = make_activity(by=ada)

    def open_it() -> None:
        services.open_activity(Activity.objects.get(pk=activity.pk), by=ada)

    assert sorted(all_at_once(open_it, 10)) == ["activity_started"] * 9 + ["done"]
    assert Entry.objects.filter(kind="activity.opened").count() == 1


def test_two_workers_close_what_is_over_once() -> None:
    activity = make_open_activity()
    Activity.objects.filter(pk=activity.pk).update(closes_at=activity.opened_at)
    all_at_once(services.carry_out_due, 4)
    assert Entry.objects.filter(kind="activity.closed").count() == 1


@pytest.mark.slow
def test_a05_whoever_was_let_in_counts_before_it_closes() -> None:
    ada, bo = make_organiser(), make_member()
    activity = make_open_activity(by=ada)
    is_in, may_end = threading.Event(), threading.Event()

    def act() -> None:
        with transaction.atomic():
            services.require_open(activity)
            is_in.set()
            may_end.wait(10)
            take_part(bo, activity.node, Part.Kind.VOTED)

    def close() -> None:
        services.close_activity(Activity.objects.get(pk=activity.pk), by=ada)

    with ThreadPoolExecutor(2) as pool:
        acting = pool.submit(in_own_connection, act)
        assert is_in.wait(10)
        closing = pool.submit(in_own_connection, close)
        with pytest.raises(TimeoutError):
            closing.result(0.3)
        may_end.set()
        assert (acting.result(), closing.result()) == ("done", "done")
    closed = Activity.objects.get(pk=activity.pk)
    part = Part.objects.get()
    assert closed.closed_at
    assert part.person == bo
    with pytest.raises(errors.ActivityClosed), transaction.atomic():
        services.require_open(activity)


def test_many_act_side_by_side() -> None:
    activity = make_open_activity()
    together = threading.Barrier(4, timeout=10)

    def act() -> None:
        with transaction.atomic():
            services.require_open(activity)
            together.wait()

    assert all_at_once(act, 4) == ["done"] * 4


def test_nothing_opens_in_a_process_that_is_being_closed() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    waiting = [make_activity(process, by=ada).pk for _ in range(4)]

    def close() -> None:
        services.close_process(Process.objects.get(pk=process.pk), by=ada)

    def open_next() -> None:
        services.open_activity(Activity.objects.get(pk=waiting.pop()), by=ada)

    with ThreadPoolExecutor(5) as pool:
        tries = [pool.submit(in_own_connection, open_next) for _ in range(4)]
        tries.append(pool.submit(in_own_connection, close))
        assert [each.result() for each in tries][-1] == "done"
    assert not Activity.objects.filter(state=Activity.State.OPEN).exists()


def test_two_processes_of_one_name_at_once_get_two_addresses() -> None:
    ada = make_organiser()

    def start() -> None:
        services.create_process(services.ProcessFacts({"en": "Same words?"}), by=ada)

    assert all_at_once(start, 4) == ["done"] * 4
    assert Process.objects.values("slug").distinct().count() == 4
