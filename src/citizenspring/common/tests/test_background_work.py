import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from citizenspring.common.background import Work
from citizenspring.common.loops import run_until

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def running(*work: Work) -> Iterator[None]:
    stop = threading.Event()
    runner = threading.Thread(target=run_until, args=(stop, work))
    runner.start()
    try:
        yield
    finally:
        stop.set()
        runner.join()


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


@pytest.mark.slow
def test_a_step_runs_at_the_start_and_again_after_its_interval() -> None:
    runs: list[float] = []
    with running(Work("count", lambda: runs.append(1), every=0.05)):
        wait_for(lambda: len(runs) >= 3)


def test_a_step_with_more_to_do_is_called_again_at_once() -> None:
    left = [3, 2, 1, 0]
    with running(Work("drain", lambda: left.pop(0) if left else 0, every=60)):
        wait_for(lambda: not left)


@pytest.mark.slow
def test_a_notification_wakes_the_step_that_listens() -> None:
    runs: list[float] = []
    with running(Work("sleepy", lambda: runs.append(1), every=60, listen="test_bell")):
        wait_for(lambda: len(runs) >= 1)
        time.sleep(0.3)
        before = len(runs)
        with connection.cursor() as cursor:
            cursor.execute("NOTIFY test_bell")
        wait_for(lambda: len(runs) > before)


@pytest.mark.slow
def test_a_failing_step_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    runs: list[float] = []

    def stumble() -> None:
        runs.append(1)
        if len(runs) == 1:
            raise ValueError

    with caplog.at_level(logging.ERROR), running(Work("stumble", stumble, every=0.01)):
        wait_for(lambda: len(runs) >= 2)
    assert "stumble failed and will be tried again" in caplog.text


def test_it_stops_while_a_step_sleeps() -> None:
    started = time.monotonic()
    with running(Work("long", lambda: None, every=600)):
        pass
    assert time.monotonic() - started < 60
